/**
 * How much memory a worker takes.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import type { Address } from '../../e2e/greenroom.ts';
import type { Figure } from './figures.ts';

interface Process {
	readonly pid: number;
	readonly rss: number;
	readonly kind: 'parent' | 'job' | 'other';
}

/** Memory of a worker's processes; `active` are those that serve a call. */
export async function benchMemory({ workerGroup }: Address, active: readonly number[]): Promise<Figure[]> {
	const processes = await processesOf(workerGroup);
	const rss = (of: (process: Process) => boolean) => processes.filter(of).map((process) => process.rss);
	const figure = (name: string, values: number[]): Figure => ({ name, unit: 'MB', values });
	return [
		figure(
			'worker, parent',
			rss(({ kind }) => kind === 'parent'),
		),
		figure(
			'worker, idle job process',
			rss(({ kind, pid }) => kind === 'job' && !active.includes(pid)),
		),
		figure(
			'worker, job process in a call',
			rss(({ kind, pid }) => kind === 'job' && active.includes(pid)),
		),
	].filter(({ values }) => values.length > 0);
}

async function processesOf(group: number): Promise<Process[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
	const found = await Promise.all(
		pids.map(async (pid): Promise<Process | null> => {
			const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
			const stat = await read('stat');
			// After the name in brackets: state, parent, group.
			const [, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			if (Number(processGroup) !== group) return null;
			const kilobytes = /VmRSS:\s+(\d+)/.exec(await read('status'))?.[1];
			return { pid, rss: Number(kilobytes ?? 0) / 1024, kind: kindOf(pid, group, await read('cmdline')) };
		}),
	);
	return found.filter((process) => process !== null);
}

function kindOf(pid: number, group: number, commandLine: string): Process['kind'] {
	if (pid === group) return 'parent';
	return commandLine.includes('job_proc') ? 'job' : 'other';
}
