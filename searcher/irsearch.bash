# bash completion for irsearch

_irsearch() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local prefix=''
    local options='-d --db -e --query -f --queries -a --all --any --literal
        --strict --stats
        --topic-part --topic --topics --since --until --source --section
        --lang --in --since-revision --as-typed -u --unit --passage
        --per-article -S --sort --copies --recency --rank
        --feedback --like -n --limit --offset --after --no-limit
        --timeout --verify-blocks --facets --facet-values --timeline --time-zone --baseline
        --first -C --context
        -o --only-matching --fields --offsets --format-version --colors
        --hyperlink --format --json --jsonl --tag -c --count -l --articles --files-with-matches
        -0 --null -q --quiet -v --verbose --explain --color
        --saved-file --get --show --verify --why --saved --info --terms --terms-of --mcp -h --help --version
        --serve --token-file --listen-public --allow-host --max-clients
        --max-per-client --queue --workers --max-time --log-queries
        --config --no-config'

    # In --option=value bash makes a word of =, unless COMP_WORDBREAKS lacks it.
    if [[ $word == = ]]; then
        word=''
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $word == --*=* ]]; then
        before=${word%%=*} prefix=${word%%=*}= word=${word#*=}
    fi
    COMPREPLY=()
    case $before in
    -d | --db)
        mapfile -t COMPREPLY < <(
            compgen -d -- "$word"
            compgen -W 'unix: http://' -- "$word"
        )
        ;;
    -f | --queries | --topics | --saved-file | --config | --token-file)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        ;;
    --serve)
        mapfile -t COMPREPLY < <(compgen -W 'unix: 127.0.0.1: systemd' -- "$word")
        ;;
    -u | --unit)
        mapfile -t COMPREPLY < <(compgen -W 'passage article' -- "$word")
        ;;
    -S | --sort)
        mapfile -t COMPREPLY < <(compgen -W 'relevance date -date' -- "$word")
        ;;
    --copies)
        mapfile -t COMPREPLY < <(compgen -W 'show collapse' -- "$word")
        ;;
    --rank)
        mapfile -t COMPREPLY < <(
            compgen -W 'bm25 best' -- "$word"
        )
        ;;
    --format)
        mapfile -t COMPREPLY < <(compgen -W 'text json jsonl tsv csv trec citation' -- "$word")
        ;;
    --facets)
        mapfile -t COMPREPLY < <(
            compgen -W 'source section lang byline year month' -- "$word"
        )
        ;;
    --timeline)
        mapfile -t COMPREPLY < <(compgen -W 'hour day week month year' -- "$word")
        ;;
    --topic-part)
        mapfile -t COMPREPLY < <(
            compgen -W 'title desc title+desc all' -- "$word"
        )
        ;;
    --topic)
        mapfile -t COMPREPLY < <(compgen -W \
            'sanctions gas electricity officials' -- "$word")
        ;;
    --offsets)
        mapfile -t COMPREPLY < <(compgen -W 'byte char utf16' -- "$word")
        ;;
    --fields)
        mapfile -t COMPREPLY < <(compgen -W \
            'rank score id handle date source section byline lang title url
            path index words fingerprint passages copies copy_ids first last start end text
            matches missing citation qid' -- "$word")
        ;;
    --hyperlink)
        mapfile -t COMPREPLY < <(compgen -W 'auto none' -- "$word")
        ;;
    --verify-blocks)
        mapfile -t COMPREPLY < <(compgen -W 'once always off' -- "$word")
        ;;
    --color)
        mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word")
        ;;
    --recency | --like | -e | --query | --passage | --per-article | -n | \
        --limit | --offset | --after | --since | --until | --source | \
        --section | --lang | --in | --allow-host | --max-clients | --queue | \
        --max-per-client | --workers | --max-time | --facet-values | --time-zone | \
        --colors | --format-version | --since-revision | \
        --baseline | --timeout | -C | --context | --tag) ;;
    *)
        if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        fi
        ;;
    esac
    COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
}

complete -F _irsearch irsearch
