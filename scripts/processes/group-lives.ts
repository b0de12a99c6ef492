import { readdirSync, readFileSync } from 'node:fs';

/**
 * Whether a process of the group still runs. The kernel counts dead ones until their parent takes notice, and the first
 * process of a container may take seconds for that or never do it: where /proc tells, dead is dead.
 */
export function groupLives(group: number): boolean {
	try {
		process.kill(-group, 0);
	} catch {
		return false;
	}
	return process.platform !== 'linux' || readdirSync('/proc').some((entry) => livesIn(group, entry));
}

function livesIn(group: number, entry: string): boolean {
	if (!/^\d+$/.test(entry)) return false;
	const stat = readStat(entry);
	// "pid (name) state parent group …", and a name may contain anything.
	const [state, , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return Number(itsGroup) === group && state !== 'Z' && state !== 'X';
}

/** Empty for a process that ended while we were looking. */
function readStat(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/stat`, 'utf8');
	} catch {
		return '';
	}
}
