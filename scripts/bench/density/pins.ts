/**
 * Who runs on which processors: the worker on those that it is to have, everybody else on the others.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import type { PartSpec } from '../../start/part.ts';

/** Null: on all. */
export interface Pins {
	readonly worker: readonly number[] | null;
	readonly others: readonly number[] | null;
	/** How many the worker has. */
	readonly cores: number;
}

/** @param available of this machine */
export function pinsOf(cpus: readonly number[] | null, available: number): Pins {
	if (cpus === null) return { worker: null, others: null, cores: available };
	const rest = Array.from({ length: available }, (_, i) => i).filter((cpu) => !cpus.includes(cpu));
	return { worker: cpus, others: rest.length === 0 ? null : rest, cores: cpus.length };
}

export function pinned(spec: PartSpec, cpus: readonly number[] | null): PartSpec {
	if (cpus === null) return spec;
	const { command, args } = spec.command;
	return { ...spec, command: { ...spec.command, command: 'taskset', args: ['-c', cpus.join(), command, ...args] } };
}

/** The process that we are, with all of its threads. @returns null, or why not */
export function pinOurselves(cpus: readonly number[] | null): string | null {
	if (cpus === null) return null;
	const { error, status, stderr } = spawnSync('taskset', ['-a', '-c', '-p', cpus.join(), String(process.pid)]);
	return error?.message ?? (status === 0 ? null : String(stderr).trim());
}
