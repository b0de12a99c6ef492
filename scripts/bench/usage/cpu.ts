/**
 * How much of the processors a family of processes has used between two looks at it.
 *
 * @module
 */
import type { Role, Stat } from './proc-files.ts';

export type Look = readonly (Pick<Stat, 'cpuSeconds' | 'reapedSeconds'> & { readonly role: Role })[];

/**
 * In seconds. Of those that came and went meanwhile (a recogniser lives for a tenth of a second) it counts for whoever
 * started them.
 */
export function cpuBetween(before: Look, after: Look): Readonly<Record<Role, number>> {
	const used = (role: Role) => usedBy(after, role) - usedBy(before, role);
	return { parent: used('parent'), inference: used('inference'), job: used('job'), other: used('other') };
}

const usedBy = (look: Look, role: Role): number =>
	look.reduce((sum, process) => (process.role === role ? sum + process.cpuSeconds + process.reapedSeconds : sum), 0);
