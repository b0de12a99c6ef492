import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { isAllowed, licenceOf } from './licences.ts';
import { isNeedless } from './needless.ts';

const root = join(import.meta.dirname, '../..');
const words = z.optional(z.array(z.string()));
const lockSchema = z.object({
	packages: z.record(
		z.string(),
		z.object({
			license: z.optional(z.string()),
			dev: z.optional(z.boolean()),
			devOptional: z.optional(z.boolean()),
			...{ os: words, cpu: words, libc: words },
		}),
	),
});
const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(root, file), 'utf8'));

/** Every package that an image gets, for either kind of machine. */
async function packagesOfImages(): Promise<readonly { readonly name: string; readonly licence: string | null }[]> {
	const { packages } = lockSchema.parse(await read('package-lock.json'));
	const isFor = (asked: readonly string[] | undefined, ...ours: readonly string[]) =>
		asked === undefined || asked.some((one) => ours.includes(one));
	const inImages = Object.entries(packages).filter(
		([path, { dev = false, devOptional = false, os, cpu, libc }]) =>
			path !== '' && !dev && !devOptional && isFor(os, 'linux') && isFor(cpu, 'x64', 'arm64') && isFor(libc, 'glibc'),
	);
	const found = await Promise.all(
		inImages.map(async ([path, { license = null, cpu }]) =>
			read(join(path, 'package.json')).then(licenceOf, () => {
				const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
				// Another machine's: only the lockfile knows of it here. Else part of one that is not for us.
				return cpu === undefined ? null : { name, licence: license };
			}),
		),
	);
	return found.filter((each) => each !== null);
}

test('whatever an image brings along may be passed on', async () => {
	const packages = await packagesOfImages();
	expect(packages.length).toBeGreaterThan(100);
	const target = { arch: 'x64' };
	const left = packages.filter(({ name }) => !isNeedless(`${name}/index.js`, target));
	expect(left.filter(({ name, licence }) => !isAllowed(name, licence))).toEqual([]);
});

test.each([
	['a', 'MIT', true],
	['a', 'GPL-3.0-only', false],
	['a', '(MIT OR GPL-3.0-or-later)', true],
	['a', 'MIT AND GPL-2.0-only', false],
	['a', '(AFL-2.1 OR BSD-3-Clause)', true],
	['a', null, false],
	['a', 'SEE LICENSE IN LICENSE', false],
	['a', 'LGPL-3.0-or-later', false],
	['@img/sharp-libvips-linux-arm64', 'LGPL-3.0-or-later', true],
	['@livekit/local-inference', 'Apache-2.0 AND LicenseRef-LiveKit-Model', true],
	['another', 'Apache-2.0 AND LicenseRef-LiveKit-Model', false],
] as const)('%s under %s: %s', (name, licence, allowed) => {
	expect(isAllowed(name, licence)).toBe(allowed);
});

test('reads how packages have said it at any time', () => {
	expect(licenceOf({ name: 'a', license: 'MIT' }).licence).toBe('MIT');
	expect(licenceOf({ name: 'a', license: { type: 'ISC' } }).licence).toBe('ISC');
	expect(licenceOf({ name: 'a', licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }).licence).toBe('MIT OR GPL-2.0');
	expect(licenceOf({ name: 'a' }).licence).toBeNull();
});
