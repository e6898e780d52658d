# For scripts that mount: where it may, the script runs again where nobody else
# sees the file systems that it mounts.  in_mounts tells that it does.
mounts='unshare -Urm'
[ "$(id -u)" -ne 0 ] || mounts='unshare -m'
if [ -z "${in_mounts-}" ] && $mounts mount -t tmpfs none /mnt 2>/dev/null; then
    in_mounts=1 exec $mounts bash "$0" "$@"
fi
