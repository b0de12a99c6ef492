import { expect, test } from 'vitest';
import { nodeProblem } from './node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s will do', (version) => {
	expect(nodeProblem(version)).toBeNull();
});

test.each(['20.18.3', '18.20.0', '9.11.2'])('Node %s is too old, and that is said with what to do', (version) => {
	expect(nodeProblem(version)).toMatch(new RegExp(`needs Node 20.19 or newer, and this is ${version}.\nInstall`));
});
