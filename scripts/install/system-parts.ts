import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the end-to-end suite needs of the machine, beside node_modules and livekit-server. */
export interface SystemPart {
	/** What it is called, and its package in Debian. */
	readonly name: SystemPartName;
	/** Names of its program on PATH, or absolute paths; any of them will do. */
	readonly found: readonly string[];
}

export type SystemPartName =
	| 'chromium'
	| 'chromium-headless-shell'
	| 'redis-server'
	| 'pocketsphinx'
	| 'pocketsphinx-en-us'
	| 'buildah'
	| 'debootstrap';

const browsers = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const systemParts: readonly SystemPart[] = [
	{ name: 'chromium', found: browsers },
	// The same without windows of its own, which take two thirds of the computing. Where only the whole one is, it will do.
	{ name: 'chromium-headless-shell', found: ['chromium-headless-shell', 'chrome-headless-shell', ...browsers] },
	{ name: 'redis-server', found: ['redis-server'] },
	{ name: 'pocketsphinx', found: ['pocketsphinx_batch'] },
	{ name: 'pocketsphinx-en-us', found: ['/usr/share/pocketsphinx/model/en-us/en-us'] },
	// The worker's image is built, on a Debian that is made for it, and booted.
	{ name: 'buildah', found: ['buildah'] },
	{ name: 'debootstrap', found: ['debootstrap', '/usr/sbin/debootstrap'] },
];

/** Where the part of a name is; `null` when it is not on this machine. */
export function locatePart(name: SystemPartName): string | null {
	const part = systemParts.find((one) => one.name === name);
	return part === undefined ? null : locate(part);
}

/** Where a part is; `null` when it is not on this machine. */
export function locate({ found }: SystemPart, path = process.env['PATH'] ?? ''): string | null {
	for (const name of found) {
		const places = name.startsWith('/') ? [name] : path.split(delimiter).map((folder) => join(folder, name));
		const place = places.find(isThere);
		if (place !== undefined) return place;
	}
	return null;
}

/** The parts that are not on this machine. */
export const absentParts = (path?: string): SystemPartName[] =>
	systemParts.filter((part) => locate(part, path) === null).map(({ name }) => name);

function isThere(file: string): boolean {
	if (!existsSync(file)) return false;
	try {
		accessSync(file, constants.R_OK | constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
