import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findServer, firstServer } from './find-server.ts';
import { sayNoServer } from './no-server.ts';
import { type Finding, sayServer, type WayName, ways } from './server.ts';
import { executable, folder, SERVER, search } from './stand-ins.ts';

vi.setConfig({ testTimeout: 30_000 });

const found = (from: WayName): Finding => ({
	outcome: 'found',
	server: { binary: `/${from}`, version: '1.13.5', from },
});
const absent = (way: WayName): Finding => ({ outcome: 'absent', why: `nothing by ${way}` });

/** Ways of which only the named ones lead to a server. */
function opened(...open: WayName[]) {
	const taken: WayName[] = [];
	const way = (name: WayName) => async () => {
		taken.push(name);
		return open.includes(name) ? found(name) : absent(name);
	};
	return {
		taken,
		open: { PATH: way('PATH'), cache: way('cache'), 'go install': way('go install'), release: way('release') },
	};
}

test('the ways are taken from the quickest to the slowest', () => {
	expect(ways).toEqual(['PATH', 'cache', 'go install', 'release']);
});

test.each(ways)('%s is used when nothing before it leads to a server, and nothing after it is begun', async (way) => {
	const { open, taken } = opened(way, 'release');
	expect(await firstServer(open)).toMatchObject({ outcome: 'found', server: { from: way } });
	expect(taken).toEqual(ways.slice(0, ways.indexOf(way) + 1));
});

test('when no way leads to one, each says why', async () => {
	expect(await firstServer(opened().open)).toEqual({
		outcome: 'none',
		tried: ways.map((way) => ({ way, why: `nothing by ${way}` })),
	});
});

test('another version than the tested one is said', () => {
	const server = { binary: '/x', version: '1.13.5', from: 'PATH' } as const;
	expect(sayServer(server)).toBe('livekit-server 1.13.5 (PATH)');
	expect(sayServer({ ...server, version: '1.9.0' })).toBe(
		'livekit-server 1.9.0 (PATH). Greenroom is tested with 1.13.5.',
	);
});

test('one screen says what was tried and every way out', () => {
	const tried = [{ way: 'release', why: 'exit code 1\nno such host' }] as const;
	const screen = sayNoServer({ outcome: 'none', tried }, 'linux');
	expect(screen.split('\n').length).toBeLessThanOrEqual(24);
	expect(screen).toContain('release       exit code 1\n                no such host');
	for (const way of ['go install', 'PATH', 'GREENROOM_LIVEKIT_RELEASES', 'LIVEKIT_URL']) expect(screen).toContain(way);
	expect(screen).not.toContain('brew');
	expect(sayNoServer({ outcome: 'none', tried }, 'darwin')).toContain('brew install livekit');
});

test('a server on PATH is taken as it is, whatever its version; a broken one is passed over', async () => {
	const [good, broken, home] = [await folder(), await folder(), await folder()];
	await executable(join(good, 'livekit-server'), SERVER.replace('1.13.5', '1.9.0'));
	await executable(join(broken, 'livekit-server'), '#!/bin/sh\nexit 1\n');
	const from = (path: string) =>
		findServer(search({ PATH: path, HOME: home, GREENROOM_LIVEKIT_RELEASES: 'http://127.0.0.1:9' }));
	expect(await from(good)).toMatchObject({ server: { version: '1.9.0', from: 'PATH' } });
	expect(await from(broken)).toMatchObject({
		outcome: 'none',
		tried: [
			{ way: 'PATH', why: expect.stringContaining('exit code 1') },
			{ way: 'cache' },
			{ way: 'go install', why: 'Go is not installed' },
			{ way: 'release' },
		],
	});
});

test('what was brought once is found again in the cache, which XDG_CACHE_HOME may name', async () => {
	const [home, cache] = [await folder(), await folder()];
	for (const base of [join(home, '.cache'), cache]) {
		const kept = join(base, 'greenroom/v1.13.5');
		await mkdir(kept, { recursive: true });
		await executable(join(kept, 'livekit-server'), SERVER);
	}
	const where = (env: Record<string, string>) => findServer(search({ PATH: '/nowhere', HOME: home, ...env }));
	expect(await where({})).toMatchObject({ server: { from: 'cache', binary: expect.stringContaining(home) } });
	expect(await where({ XDG_CACHE_HOME: cache })).toMatchObject({ server: { binary: expect.stringContaining(cache) } });
});
