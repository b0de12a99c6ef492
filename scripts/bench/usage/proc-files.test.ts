import { expect, test } from 'vitest';
import { parseMemory, parseStat, roleOf } from './proc-files.ts';

const STAT =
	'4242 (node (x) y) S 17 4200 4200 0 -1 4194304 51234 0 3 0 1234 66 900 900 20 0 11 0 123456 1073741824 30000';

test('a process by its stat, whatever its name has in it', () => {
	expect(parseStat(STAT)).toEqual({
		pid: 4242,
		parent: 17,
		group: 4200,
		isZombie: false,
		cpuSeconds: 13,
		reapedSeconds: 18,
		threads: 11,
	});
	expect(parseStat(STAT.replace(') S', ') Z'))?.isZombie).toBe(true);
});

test('one that has gone', () => {
	expect(parseStat('')).toBeNull();
	expect(parseMemory('')).toBeNull();
});

test('memory in MB', () => {
	const text =
		'a-b ---p 0 00:00 0 [rollup]\nRss:             2048 kB\nPss:             1024 kB\nPss_Anon:         512 kB\n';
	expect(parseMemory(text)).toEqual({ rss: 2, pss: 1, own: 0.5 });
});

test('which of a worker’s processes it is', () => {
	const fork = (file: string) => `node\0/x/node_modules/@livekit/agents/dist/ipc/${file}.js\0/x/job/main.mjs`;
	expect(roleOf(1, 1, 'node\0worker/main.mjs')).toBe('parent');
	expect(roleOf(2, 1, fork('inference_proc_lazy_main'))).toBe('inference');
	expect(roleOf(2, 1, fork('job_proc_lazy_main'))).toBe('job');
	expect(roleOf(2, 1, 'pocketsphinx_batch')).toBe('other');
});
