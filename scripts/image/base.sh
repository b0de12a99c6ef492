#!/bin/bash
# A stand-in for node:24-bookworm-slim, made of Debian's and npm's packages: tests build on it without a registry of images.
# base.sh NAME NODE_VERSION NPM_VERSION, in an empty folder, as root; what follows are buildah's own options.
set -euo pipefail
name=$1 node=$2 npm=$3
shift 3

mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
	awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }') || true
debootstrap --variant=minbase bookworm rootfs ${mirror:+"$mirror"}
rm -f rootfs/var/cache/apt/archives/*.deb rootfs/var/lib/apt/lists/*_*

npm pack --silent "node-linux-$(node -p process.arch)@$node" "npm@$npm"
for archive in *.tgz; do
	mkdir "${archive%.tgz}"
	tar xzf "$archive" -C "${archive%.tgz}" --strip-components=1
done
install -m755 node-linux-*/bin/node rootfs/usr/local/bin/node
mkdir -p rootfs/usr/local/lib/node_modules rootfs/usr/local/etc
mv "npm-$npm" rootfs/usr/local/lib/node_modules/npm
ln -s ../lib/node_modules/npm/bin/npm-cli.js rootfs/usr/local/bin/npm

# The same packages from the same place as on this machine, trusted for the same reason.
printf 'registry=%s\n' "$(npm config get registry)" >rootfs/usr/local/etc/npmrc
authorities=${NODE_EXTRA_CA_CERTS:-$(npm config get cafile)}
if [ -f "$authorities" ]; then
	cp "$authorities" rootfs/usr/local/etc/authorities.crt
	echo cafile=/usr/local/etc/authorities.crt >>rootfs/usr/local/etc/npmrc
fi
chroot rootfs sh -c 'useradd --create-home --uid 1000 node && node --version && npm --version'

container=$(buildah "$@" from scratch)
trap 'buildah "$@" rm "$container" >/dev/null' EXIT
buildah "$@" copy --quiet "$container" rootfs /
buildah "$@" config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
buildah "$@" commit --quiet "$container" "$name"
