#!/bin/sh
# The main job on the HASH chart with real Helm 3 and Helm 4, told as a story. Run it with: make demo
set -eu
: "${HELM3:?} ${HELM4:?}" # make demo sets both

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# The plugin as a user installs it: one folder, which Helm 4 is also shown one level deeper.
plugins=$work/plugins
mkdir -p "$plugins/hash/bin" "$plugins/hash/cmd/hash-post"
cp plugin.yaml "$plugins/hash/"
cp cmd/hash-post/plugin.yaml "$plugins/hash/cmd/hash-post/"
cp bin/hash-post bin/helm-hash "$plugins/hash/bin/"
PATH=$PWD/bin:$PATH
export PATH

helm3() { HELM_PLUGINS=$plugins "$HELM3" "$@"; }
helm4() { HELM_PLUGINS=$plugins:$plugins/hash/cmd "$HELM4" "$@"; }
title() { printf '\n== %s\n' "$1"; }
indent() { sed 's/^/   /'; }
essence() { grep -v -e '^ *$' -e 'Use --debug flag' "$1" | indent; } # blank lines and Helm's own advice left out
count() { grep -c '^kind:' "$1"; }

echo "This is the HASH chart with $(helm3 version --template '{{.Version}}') and $(helm4 version --template '{{.Version}}')."

title '1. Render for three environments: inject, overlay, check. Nothing is printed unless all is well.'
for env in local staging production; do
	for helm in helm3 helm4; do
		"$helm" template hash ./chart --namespace hash --values "overlays/$env/values.yaml" \
			--post-renderer hash-post >"$work/$env.$helm.yaml"
	done
	printf '   %-11s %s resources with Helm 3, %s with Helm 4\n' \
		"$env" "$(count "$work/$env.helm3.yaml")" "$(count "$work/$env.helm4.yaml")"
done

title '2. What hash-post added to the api: shared env and secret references, no values'
helm3 template hash ./chart --namespace hash --values overlays/local/values.yaml \
	--show-only templates/api.yaml >"$work/before.yaml"
helm3 template hash ./chart --namespace hash --values overlays/local/values.yaml \
	--show-only templates/api.yaml --post-renderer hash-post >"$work/after.yaml"
if diff "$work/before.yaml" "$work/after.yaml" >"$work/added"; then
	echo "hash-post added nothing" >&2
	exit 1
fi
grep '^>' "$work/added" | head -n 32 | indent

title '3. The same code in CI, over all environments: helm hash lint'
helm3 hash lint | indent

title '4. Somebody saves money: one graph pod in production. Helm 3 refuses, Helm 4 refuses, CI refuses.'
for helm in helm3 helm4; do
	echo "   \$ $helm template hash ./chart --values overlays/production/values.yaml --set graph.replicas=1 --post-renderer hash-post"
	if "$helm" template hash ./chart --namespace hash --values overlays/production/values.yaml \
		--set graph.replicas=1 --post-renderer hash-post >"$work/out" 2>"$work/err"; then
		echo "the bad change went through" >&2
		exit 1
	fi
	test ! -s "$work/out"
	essence "$work/err"
done
if helm3 hash lint --env production --set graph.replicas=1 >"$work/out" 2>"$work/err"; then
	echo "the bad change went through" >&2
	exit 1
fi
echo "   \$ helm3 hash lint --env production --set graph.replicas=1"
head -n 1 "$work/out" | indent
echo
echo "Nothing was installed. Next: README.md, or break something in chart/ and run make demo again."
