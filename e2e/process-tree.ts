/**
 * Which processes a program has started, and which of them are left when it is gone.
 *
 * @module
 */
import { runCommand } from '../scripts/processes/run-command.ts';

export interface Process {
	readonly pid: number;
	readonly parent: number;
	readonly group: number;
	readonly command: string;
}

/** Those of the whole machine that live. */
export async function processes(): Promise<Process[]> {
	const columns = ['pid=', 'ppid=', 'pgid=', 'stat=', 'args='].flatMap((column) => ['-o', column]);
	const ps = { command: 'ps', args: ['-A', ...columns], cwd: '/', env: process.env };
	const { tail } = await runCommand(ps, { keepLines: Number.POSITIVE_INFINITY });
	return tail.flatMap((line) => {
		const [, pid, parent, group, state = '', command = ''] = /^ *(\d+) +(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
		// A dead one may wait for its parent to take notice.
		if (pid === undefined || state.startsWith('Z')) return [];
		return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
	});
}

/** A process and all that it and its children have started. */
export async function familyOf(pid: number): Promise<Process[]> {
	const all = await processes();
	const family = all.filter((each) => each.pid === pid);
	for (const { pid: parent } of family) family.push(...all.filter((each) => each.parent === parent));
	return family;
}

/** Who of a family lives, or somebody of their process groups, whoever their parent is by now. */
export async function survivorsOf(family: readonly Process[]): Promise<Process[]> {
	const pids = new Set(family.map(({ pid }) => pid));
	const groups = new Set(family.map(({ group }) => group));
	return (await processes()).filter(({ pid, group }) => pids.has(pid) || groups.has(group));
}
