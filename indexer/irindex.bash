# bash completion for irindex

_irindex() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local options='--delete --check --compact --info -d --db -f --format --set
        -T --files-from -0 --null --on-duplicate -l --lang --stem --stopwords
        --synonyms -j --jobs --memory --max-size --lock-timeout --sync
        -n --dry-run --max-errors --report -v --verbose -q --quiet --progress
        --config --no-config -h --help --version'

    COMPREPLY=()
    case $before in
    -d | --db) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    -f | --format)
        mapfile -t COMPREPLY < <(compgen -W 'auto jsonl text' -- "$word")
        ;;
    --on-duplicate)
        mapfile -t COMPREPLY < <(compgen -W 'replace skip error' -- "$word")
        ;;
    --sync) mapfile -t COMPREPLY < <(compgen -W 'full off' -- "$word") ;;
    --progress)
        mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word")
        ;;
    --set)
        mapfile -t COMPREPLY < <(compgen -W 'id= title= date= source= section=
            byline= lang= url=' -- "$word")
        ;;
    -l | --lang | --stem | -j | --jobs | --memory | --max-size | \
        --lock-timeout | --max-errors) ;;
    *)
        if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        ;;
    esac
}

complete -F _irindex irindex
