#!/bin/sh
# Gets NVIDIA's run-time compiler NVRTC 11.8 from Debian's section non-free, without root, into the user's cache, where the
# build of the images looks for it. It still makes sm_61, which nvcc 13 no longer does; its licence forbids to keep it in
# this repository.
#
#   cuda-kernels/tools/fetch-nvrtc.sh
#
# Ends well in any case, with one line that says what was got or why not: the images can do without it.
set -u

folder=${XDG_CACHE_HOME:-$HOME/.cache}/lightmark/nvrtc
packages="libnvrtc11.2 libnvrtc-builtins11.8"

say() {
    echo "NVRTC: $*"
}

give_up() {
    say "Expected Debian's $packages, received none: $1. Fix: install them (apt-get install $packages, section" \
        "non-free), or name another NVRTC by LIGHTMARK_NVRTC."
    exit 0
}

if [ -n "${LIGHTMARK_NVRTC:-}" ]; then
    say "LIGHTMARK_NVRTC names $LIGHTMARK_NVRTC"
    exit 0
fi
if [ -e "$folder/libnvrtc.so.11.2" ]; then
    say "already in $folder"
    exit 0
fi
for tool in apt-get dpkg dpkg-deb; do
    command -v "$tool" >/dev/null || give_up "no $tool on this machine"
done
[ "$(dpkg --print-architecture)" = amd64 ] || give_up "the machine is $(dpkg --print-architecture), not amd64"

work=$(mktemp -d) || give_up "no temporary folder"
trap 'rm -rf "$work"' EXIT

# The mirror that this machine's apt uses for Debian's main section, and its suite.
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null \
    | awk '$3 == "main" && $2 !~ /-/ && $1 ~ /debian\/?$/ { print; exit }' >"$work/mirror"
read -r mirror suite _ <"$work/mirror" || give_up "apt knows no mirror of Debian"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
signed=
[ ! -e "$keyring" ] || signed="[signed-by=$keyring] "
echo "deb ${signed}$mirror $suite non-free" >"$work/sources.list"

# A folder of its own for everything that apt would keep in the system's.
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/parts" "$work/packages"
apt() {
    apt-get -q -o "Dir::Etc::SourceList=$work/sources.list" -o "Dir::Etc::SourceParts=$work/parts" \
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work" -o "Dir::Cache::Archives=$work/archives" \
        -o APT::Sandbox::User= -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@" >"$work/log" 2>&1
}
last_words() {
    grep -E '^(E|Err|W)' "$work/log" | tail -1
}
apt update || give_up "apt-get update failed ($(last_words))"
# shellcheck disable=SC2086
(cd "$work/packages" && apt download $packages) || give_up "apt-get download failed ($(last_words))"

for package in "$work"/packages/*.deb; do
    dpkg-deb -x "$package" "$work/unpacked" || give_up "$package cannot be unpacked"
done
mkdir -p "$(dirname "$folder")" && rm -rf "$folder.part" && mkdir "$folder.part" || give_up "$folder cannot be written"
cp -P "$work"/unpacked/usr/lib/x86_64-linux-gnu/libnvrtc*.so.* "$folder.part" || give_up "the packages hold no libraries"
cp "$work"/unpacked/usr/share/doc/libnvrtc11.2/copyright "$folder.part/copyright"
mv "$folder.part" "$folder" || give_up "$folder cannot be written"
say "11.8 of Debian is now in $folder"
