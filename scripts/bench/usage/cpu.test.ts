import { expect, test } from 'vitest';
import { cpuBetween } from './cpu.ts';
import { membersOf } from './family.ts';
import type { Role, Stat } from './proc-files.ts';

const used = (role: Role, cpuSeconds: number, reapedSeconds = 0) => ({ role, cpuSeconds, reapedSeconds });

test('what was used before the first look does not count', () => {
	const before = [used('parent', 100), used('job', 5), used('job', 7)];
	const after = [used('parent', 101), used('job', 8), used('job', 9)];
	expect(cpuBetween(before, after)).toEqual({ parent: 1, inference: 0, job: 5, other: 0 });
});

test('of who is born meanwhile everything counts, of who has come and gone what its parent knows', () => {
	expect(cpuBetween([used('job', 10, 1)], [used('job', 11, 3), used('job', 4)])).toMatchObject({ job: 7 });
	expect(cpuBetween([], [])).toEqual({ parent: 0, inference: 0, job: 0, other: 0 });
});

test('a family: children of children, and the group of the first', () => {
	const stat = (pid: number, parent: number, group: number, isZombie = false): Stat => ({
		...{ pid, parent, group, isZombie, cpuSeconds: 0, reapedSeconds: 0, threads: 1 },
	});
	const all = [
		stat(40, 30, 40),
		stat(10, 1, 10),
		stat(20, 10, 10),
		stat(30, 20, 30),
		stat(50, 1, 10),
		stat(60, 1, 60),
		stat(70, 10, 10, true),
	];
	expect(membersOf(10, all).map(({ pid }) => pid)).toEqual([10, 20, 50, 30, 40]);
});
