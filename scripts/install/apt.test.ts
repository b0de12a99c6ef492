import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aptInstall, isLocked, needsLists } from './apt.ts';

vi.setConfig({ testTimeout: 30_000 });

/** An apt-get that does what the script says; `$1` is its verb, `$n` how often it was asked. */
async function withApt(script: string, options: { lockedMs?: number } = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-apt-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	const log = join(folder, 'log');
	const apt = `#!/bin/sh\nshift 2\necho "$DEBIAN_FRONTEND $@" >> ${log}\nn=$(wc -l < ${log})\n${script}\n`;
	await writeFile(join(folder, 'apt-get'), apt);
	await chmod(join(folder, 'apt-get'), 0o755);
	const said: string[] = [];
	const progress = {
		say: (line: string) => void said.push(line),
		step: () => ({ update: () => {}, end: () => {}, done: (line: string) => void said.push(line) }),
	};
	const failure = await aptInstall(['redis-server', 'chromium'], {
		env: { PATH: `${folder}:/usr/bin:/bin` },
		progress,
		signal: new AbortController().signal,
		pollMs: 1,
		...options,
	});
	return { failure, said, asked: (await readFile(log, 'utf8')).trimEnd().split('\n') };
}

const INSTALL = 'noninteractive install -y --no-install-recommends redis-server chromium';
const UPDATE = 'noninteractive update';

test('packages are installed without a question and without fetching the lists', async () => {
	const { failure, said, asked } = await withApt('exit 0');
	expect(failure).toBeNull();
	expect(asked).toEqual([INSTALL]);
	expect(said).toEqual(['Installed redis-server, chromium']);
});

test.each([
	'E: Unable to locate package chromium',
	"E: Package 'chromium' has no installation candidate",
	'E: Failed to fetch http://mirror/chromium.deb  404  Not Found',
])('after "%s" the lists are fetched once, and it is tried again', async (words) => {
	const { failure, asked } = await withApt(`[ $n = 1 ] && { echo "${words}" >&2; exit 100; }; exit 0`);
	expect(failure).toBeNull();
	expect(asked).toEqual([INSTALL, UPDATE, INSTALL]);
});

test('a failure that fetching the lists does not mend is told in the words of apt', async () => {
	const { failure, asked } = await withApt('echo "E: Unable to locate package chromium"; exit 100');
	expect(failure).toBe('E: Unable to locate package chromium');
	expect(asked).toEqual([INSTALL, UPDATE, INSTALL]);
	expect((await withApt('echo "E: no space left"; exit 100')).asked).toEqual([INSTALL]);
});

test('another apt that is at work is waited for, but not for ever', async () => {
	const locked = 'echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7" >&2; exit 100';
	expect((await withApt(`[ $n -lt 4 ] && { ${locked}; }; exit 0`)).asked).toHaveLength(4);
	expect((await withApt(locked, { lockedMs: 0 })).failure).toContain('Could not get lock');
});

test('ordinary words of apt mean neither', () => {
	const words = ['Reading package lists...', 'The following NEW packages will be installed:'];
	expect(needsLists(words) || isLocked(words)).toBe(false);
});
