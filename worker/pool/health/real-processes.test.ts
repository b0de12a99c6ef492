import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import { type Child, watchChildren } from '../children.ts';
import { makeHealthPass } from './health-pass.ts';

const agents = import.meta.resolve('@livekit/agents');
/** What agents forks for each job: the pass stands on what this says. */
const script = fileURLToPath(new URL('./ipc/job_proc_lazy_main.js', agents));

const agent = `
	import { defineAgent } from ${JSON.stringify(agents)};
	export default defineAgent({
		prewarm() {
			process.on('message', ({ test }) => { if (test === 'hang') for (;;); });
		},
		async entry(ctx) {
			ctx.addShutdownCallback(() => new Promise(() => {}));
			ctx.shutdown('it is over');
		},
	});`;

/** A process of agents' with an agent, and with the part that its parent plays in agents. */
async function forkJob() {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-health-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, 'agent.mjs'), agent);
	const child = fork(script, [join(folder, 'agent.mjs')]);
	onTestFinished(() => void child.kill('SIGKILL'));
	const warm = once(child, 'message');
	const loggerOptions = { pretty: false, level: 'silent' };
	child.send({ case: 'initializeRequest', value: { loggerOptions, sessionEndTimeout: 1_000 } });
	await warm;
	const pings = setInterval(() => {
		if (child.connected) child.send({ case: 'pingRequest', value: { timestamp: Date.now() } });
	}, PING_MS);
	onTestFinished(() => clearInterval(pings));
	return child;
}
const PING_MS = 20;

/** Its clock goes a hundred times as fast as in a worker. */
const FASTER = 100;

function startPass(ends: (child: Child, why: string | null) => void) {
	const { log, lines } = memoryLog();
	const health = makeHealthPass({
		attestJob: async () => 'unknown',
		isHeld: () => false,
		now: () => performance.now() * FASTER,
		log,
		everyMs: 1_000,
		termMs: 50,
	});
	onTestFinished(() => health.close());
	onTestFinished(
		watchChildren({
			onChild(child) {
				const watched = health.watch(child);
				void child.ended.then(() => ends(child, watched.why()));
			},
			onUnstarted() {},
		}),
	);
	return lines;
}

test('a process of agents’ that hangs is ended, and one beside it that does not is not', async () => {
	const ended = new Map<number, string | null>();
	const lines = startPass((child, why) => ended.set(child.pid, why));
	const [hung, well] = await Promise.all([forkJob(), forkJob()]);
	hung.send({ test: 'hang' });
	await vi.waitUntil(() => ended.size > 0, 40_000);
	expect([...ended]).toEqual([[hung.pid, 'hung']]);
	expect(hung.signalCode).toBe('SIGKILL');
	expect(lines).toMatchObject([{ event: 'process_unwell', child: hung.pid, sign: 'silent' }]);
	expect([well.exitCode, well.signalCode]).toEqual([null, null]);
}, 60_000);

test('a process of agents’ that does not end with its job is ended', async () => {
	const ended = new Map<number, string | null>();
	const lines = startPass((child, why) => ended.set(child.pid, why));
	const child = await forkJob();
	const job = { id: 'AJ_1', room: { name: 'r' } };
	child.send({ case: 'startJobRequest', value: { runningJob: { job, url: '', token: '', workerId: '' } } });
	await vi.waitUntil(() => ended.size > 0, 40_000);
	expect([...ended]).toEqual([[child.pid, 'outlived']]);
	expect(child.signalCode).toBe('SIGKILL');
	expect(lines).toMatchObject([{ event: 'process_unwell', child: child.pid, sign: 'leaves' }]);
}, 60_000);
