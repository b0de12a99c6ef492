/**
 * Compares package-lock.json with what npm wrote down of its last installation (node_modules/.package-lock.json).
 * Optional packages are those of other platforms: they may be absent, but not outdated.
 *
 * @returns {string[]} what differs, in words; empty when the installation is fresh
 */
export function whatIsStale(wanted, installed) {
	if (installed === null) return ['nothing is installed yet'];
	const differences = [];
	for (const [path, { version, optional = false, devOptional = false }] of Object.entries(wanted.packages)) {
		if (path === '') continue;
		const found = installed.packages[path]?.version;
		if (found === version) continue;
		if (found === undefined && (optional || devOptional)) continue;
		const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
		differences.push(found === undefined ? `${name} is missing` : `${name} is ${found}, not ${version}`);
	}
	return differences;
}
