const OLDEST = [20, 19];

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | null} what to do when this Node is too old
 */
export function nodeProblem(version) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
	return `Greenroom needs Node ${OLDEST.join('.')} or newer, and this is ${version}.\nInstall a newer one from https://nodejs.org or with your version manager, then run the command again.`;
}
