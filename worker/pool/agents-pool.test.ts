import { expect, test } from 'vitest';
import { type AgentsPool, watchLaunches } from './agents-pool.ts';

test('a job that was assigned is known until a process has it, or none could take it', async () => {
	const told: string[] = [];
	const pool: AgentsPool = {
		...{ executors: [], warmedProcQueue: { items: [] }, controller: new AbortController(), closed: false },
		async launchJob({ job }) {
			expect(this).toBe(pool);
			told.push(`launch ${job.id}`);
			if (job.id === 'b') throw new Error('no process');
		},
	};
	watchLaunches(pool, {
		assigned: (jobId) => told.push(`assigned ${jobId}`),
		launched: (jobId) => told.push(`launched ${jobId}`),
	});
	await pool.launchJob({ job: { id: 'a' } });
	await expect(pool.launchJob({ job: { id: 'b' } })).rejects.toThrow('no process');
	expect(told).toEqual(['assigned a', 'launch a', 'launched a', 'assigned b', 'launch b', 'launched b']);
});
