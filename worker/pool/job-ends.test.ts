import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { memoryLog, startApi } from '../testing.ts';
import { watchChildren } from './children.ts';
import { makeJobEnds } from './job-ends.ts';
import { makePoolBackend } from './pool-backend.ts';

const room = 'greenroom.test.conversation.1';
const served = { room, jobId: 'AJ_1' };
const notice = fileURLToPath(new URL('../job-notice.ts', import.meta.url));

/** A process like one of agents’, which says which job it serves as ours does. */
async function forkJob(then: string) {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-job-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
	const script = join(folder, 'job_proc_lazy_main.js');
	await writeFile(script, `import { announceJob } from ${JSON.stringify(notice)};\n${then}`);
	return fork(script, ['agent.mjs'], { execArgv: ['--import', import.meta.resolve('tsx')] });
}

describe('the end of a job', () => {
	it('is told at once after a SIGKILL, which leaves the job no word', async () => {
		const { asked, access } = await startApi();
		const { log, lines } = memoryLog();
		const ends = makeJobEnds(makePoolBackend(access).lost, log);
		let exitedAt = 0;
		onTestFinished(
			watchChildren({
				onChild({ ended }) {
					void ended.then((end) => {
						exitedAt = performance.now();
						ends.ended(end);
					});
				},
				onUnstarted() {},
			}),
		);
		await forkJob(`announceJob(${JSON.stringify(served)}); process.kill(process.pid, 'SIGKILL');`);
		await vi.waitFor(() => expect(lines).toHaveLength(1), 20_000);
		expect(asked).toMatchObject([{ door: 'lost', subject: room, body: { ...served, code: null, signal: 'SIGKILL' } }]);
		expect((asked[0]?.at ?? Number.POSITIVE_INFINITY) - exitedAt).toBeLessThan(1_000);
		expect(lines).toEqual([
			{ level: 'error', event: 'job_lost', job: 'AJ_1', code: null, signal: 'SIGKILL', outcome: 'ok' },
		]);
	}, 30_000);

	it('is told of a job that ended in order as well', async () => {
		const { asked, access } = await startApi(() => ({ status: 409, body: { code: 'stale_epoch' } }));
		const { log, lines } = memoryLog();
		const ends = makeJobEnds(makePoolBackend(access).lost, log);
		ends.ended({ code: 0, signal: null, served });
		await vi.waitUntil(() => ends.waiting() === 0, 5_000);
		expect(asked).toMatchObject([{ body: { ...served, code: 0, signal: null } }]);
		expect(lines).toMatchObject([{ level: 'info', event: 'job_ended', outcome: 'stale_epoch' }]);
	});

	it('is not told of a process that served nobody', async () => {
		const { asked, access } = await startApi();
		const { log, lines } = memoryLog();
		const ends = makeJobEnds(makePoolBackend(access).lost, log);
		ends.ended({ code: 1, signal: null, served: null });
		await vi.waitUntil(() => ends.waiting() === 0, 5_000);
		expect([asked, lines]).toEqual([[], []]);
	});

	it('is waited for until the API has answered', async () => {
		const { log } = memoryLog();
		const answered: (() => void)[] = [];
		const ends = makeJobEnds(
			() => new Promise((resolve) => answered.push(() => resolve({ outcome: 'unreachable' }))),
			log,
		);
		ends.ended({ code: 0, signal: null, served });
		expect(ends.waiting()).toBe(1);
		answered[0]?.();
		await vi.waitUntil(() => ends.waiting() === 0);
	});
});

describe('a job without a parent', () => {
	it('begins all the same', async () => {
		const { lines } = memoryLog();
		const child = await forkJob(
			`process.disconnect(); announceJob(${JSON.stringify(served)}); setTimeout(() => process.exit(7), 50);`,
		);
		expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(7);
		expect(lines).toEqual([]);
	}, 30_000);
});
