# bash completion for irindex

_irindex() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local prefix=''
    local options='--delete --check --full --seal --compact --backup --export --merge --rebuild --repair --info -d --db -f --format -m --map
        --encoding --set
        -T --files-from -0 --null --filter --filter-timeout --prune --force-prune
        --base --reread --watch
        --on-duplicate --on-copy -l --lang --stem --stopwords
        --synonyms -j --jobs --memory --writer --max-size --lock-timeout --sync
        -n --dry-run --max-errors --report -v --verbose -q --quiet --progress
        --config --no-config -h --help --version'

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
    -d | --db | --backup | --repair | --base) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    -f | --format)
        mapfile -t COMPREPLY < <(compgen -W 'auto warc feed nitf newsml sgml
            html mail jsonl json csv tsv text' -- "$word")
        ;;
    --on-duplicate)
        mapfile -t COMPREPLY < <(compgen -W 'replace skip error' -- "$word")
        ;;
    --on-copy)
        mapfile -t COMPREPLY < <(compgen -W 'keep skip' -- "$word")
        ;;
    --writer) mapfile -t COMPREPLY < <(compgen -W 'auto api' -- "$word") ;;
    --sync) mapfile -t COMPREPLY < <(compgen -W 'full off' -- "$word") ;;
    --progress)
        mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word")
        ;;
    -m | --map)
        mapfile -t COMPREPLY < <(compgen -W 'id= title= text= date= source=
            section= byline= lang= url=' -- "$word")
        ;;
    --encoding)
        mapfile -t COMPREPLY < <(compgen -W 'windows-1252 iso-8859-2
            windows-1251 windows-1256 koi8-r gb18030 big5 shift_jis
            euc-kr' -- "$word")
        ;;
    --set)
        mapfile -t COMPREPLY < <(compgen -W 'id= title= date= source= section=
            byline= lang= url=' -- "$word")
        ;;
    --filter | --filter-timeout | -l | --lang | --stem | -j | --jobs | --memory | --max-size | \
        --lock-timeout | --max-errors) ;;
    *)
        if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        ;;
    esac
    COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
}

complete -F _irindex irindex
