/**
 * What Linux says of a process, read from the text of its files in /proc.
 *
 * @module
 */

export interface Stat {
	readonly pid: number;
	readonly parent: number;
	readonly group: number;
	readonly isZombie: boolean;
	/** Of all its threads, in user and kernel mode. */
	readonly cpuSeconds: number;
	/** Of its children, and theirs, that have ended. */
	readonly reapedSeconds: number;
	readonly threads: number;
}

/** USER_HZ: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Null: it is no such file, as of a process that has just gone. */
export function parseStat(text: string): Stat | null {
	const pid = Number.parseInt(text, 10);
	const nameEnds = text.lastIndexOf(')');
	if (Number.isNaN(pid) || nameEnds < 0) return null;
	// As proc(5) counts them the first is field 3.
	const fields = text.slice(nameEnds + 2).split(' ');
	const field = (number: number) => Number(fields[number - 3]);
	return {
		pid,
		parent: field(4),
		group: field(5),
		isZombie: fields[0] === 'Z',
		cpuSeconds: (field(14) + field(15)) / TICKS_PER_SECOND,
		reapedSeconds: (field(16) + field(17)) / TICKS_PER_SECOND,
		threads: field(20),
	};
}

/** In MB. */
export interface Memory {
	readonly rss: number;
	/** What is shared counts in part, so that it can be summed. It grows when others go that shared it. */
	readonly pss: number;
	/** Without files: heaps and stacks, whoever else runs the same programs. */
	readonly own: number;
}

/** @param text smaps_rollup */
export function parseMemory(text: string): Memory | null {
	const kilobytes = (name: string) => new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
	const [rss, pss, own] = ['Rss', 'Pss', 'Pss_Anon'].map(kilobytes);
	if (rss === undefined || pss === undefined || own === undefined) return null;
	return { rss: Number(rss) / 1024, pss: Number(pss) / 1024, own: Number(own) / 1024 };
}

export type Role = 'parent' | 'inference' | 'job' | 'other';

/** Of agents' processes, by the file that they were forked with. */
export function roleOf(pid: number, leader: number, commandLine: string): Role {
	if (pid === leader) return 'parent';
	if (commandLine.includes('inference_proc')) return 'inference';
	return commandLine.includes('job_proc') ? 'job' : 'other';
}
