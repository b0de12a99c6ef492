import { expect, test } from 'vitest';
import { findPocketsphinx } from './find.ts';

const MODEL = '/opt/ps/share/pocketsphinx/model/en-us';
const installed = [
	'/opt/ps/bin/pocketsphinx_batch',
	`${MODEL}/en-us`,
	`${MODEL}/cmudict-en-us.dict`,
	`${MODEL}/en-us-phone.lm.bin`,
];
const only = (paths: readonly string[]) => (path: string) => paths.includes(path);

test('finds the command on the path, and the model beside it', () => {
	expect(findPocketsphinx({ PATH: '/usr/bin::/opt/ps/bin' }, only(installed))).toEqual({
		outcome: 'present',
		command: '/opt/ps/bin/pocketsphinx_batch',
		acoustic: `${MODEL}/en-us`,
		dictionary: `${MODEL}/cmudict-en-us.dict`,
		phones: `${MODEL}/en-us-phone.lm.bin`,
	});
});

test('says what is missing', () => {
	const absent = (missing: string) => ({ outcome: 'absent', missing });
	expect(findPocketsphinx({}, only(installed))).toEqual(absent('pocketsphinx_batch'));
	expect(findPocketsphinx({ PATH: '/usr/bin' }, only(installed))).toEqual(absent('pocketsphinx_batch'));
	for (const path of installed.slice(1))
		expect(findPocketsphinx({ PATH: '/opt/ps/bin' }, only(installed.filter((other) => other !== path)))).toEqual(
			absent(path),
		);
});
