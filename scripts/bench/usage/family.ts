/**
 * A process and all that it has started, as Linux sees them at the moment.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { type Memory, parseMemory, parseStat, type Role, roleOf, type Stat } from './proc-files.ts';

const read = (pid: number, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');

/** Children of children too, and whoever is left in its process group. Nobody who is dead. */
export async function familyOf(leader: number): Promise<readonly Stat[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const stats = await Promise.all(pids.map(async (pid) => parseStat(await read(Number(pid), 'stat'))));
	return membersOf(
		leader,
		stats.filter((stat) => stat !== null),
	);
}

export function membersOf(leader: number, all: readonly Stat[]): readonly Stat[] {
	const members = new Set(all.filter(({ pid, group }) => pid === leader || group === leader));
	// Grows while it is gone through.
	for (const { pid } of members) for (const stat of all) if (stat.parent === pid) members.add(stat);
	return [...members].filter(({ isZombie }) => !isZombie);
}

export interface Usage extends Stat, Memory {
	readonly role: Role;
	/** Open files, sockets and pipes. */
	readonly handles: number;
}

/** Takes the kernel some milliseconds for each process: not to be asked each second of many. */
export async function usageOf(leader: number): Promise<readonly Usage[]> {
	const family = await familyOf(leader);
	const all = await Promise.all(
		family.map(async (stat): Promise<Usage | null> => {
			const memory = parseMemory(await read(stat.pid, 'smaps_rollup'));
			const handles = await readdir(`/proc/${stat.pid}/fd`).catch(() => null);
			if (memory === null || handles === null) return null;
			return {
				...{ ...stat, ...memory },
				role: roleOf(stat.pid, leader, await read(stat.pid, 'cmdline')),
				handles: handles.length,
			};
		}),
	);
	return all.filter((usage) => usage !== null);
}
