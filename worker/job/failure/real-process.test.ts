import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const agents = import.meta.resolve('@livekit/agents');
/** What agents forks for each job. */
const script = fileURLToPath(new URL('./ipc/job_proc_lazy_main.js', agents));
const exitCode = new URL('./exit-code.ts', import.meta.url).href;

const agentThat = (ends: string) => `
	import { defineAgent } from ${JSON.stringify(agents)};
	import { endProcess } from ${JSON.stringify(exitCode)};
	export default defineAgent({
		async entry(ctx) {
			ctx.addShutdownCallback(async () => process.send({ test: 'saved' }));
			${ends}
			ctx.shutdown('it is over');
		},
	});`;

/** Runs a job in agents' own process. */
async function runJob(ends: string) {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-exit-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, 'agent.mjs'), agentThat(ends));
	const child = fork(script, [join(folder, 'agent.mjs')], { execArgv: ['--import', import.meta.resolve('tsx')] });
	onTestFinished(() => void child.kill('SIGKILL'));
	const said: unknown[] = [];
	child.on('message', (message) => said.push(message));
	const warm = once(child, 'message');
	const loggerOptions = { pretty: false, level: 'silent' };
	child.send({ case: 'initializeRequest', value: { loggerOptions, sessionEndTimeout: 1_000 } });
	await warm;
	const job = { id: 'AJ_1', room: { name: 'r' } };
	child.send({ case: 'startJobRequest', value: { runningJob: { job, url: '', token: '', workerId: '' } } });
	const [code] = await once(child, 'exit');
	return { code, isSaved: said.some((message) => JSON.stringify(message) === '{"test":"saved"}') };
}

test('a process of agents’ whose models have failed is torn down by agents, and has the code 1', async () => {
	expect(await runJob('endProcess(process, 1);')).toEqual({ code: 1, isSaved: true });
}, 30_000);

test('one that has ended its call has the code 0', async () => {
	expect(await runJob('')).toEqual({ code: 0, isSaved: true });
}, 30_000);

test('one that cannot be torn down ends nevertheless, with the code 1', async () => {
	const hangs = 'endProcess(process, 1, 300); ctx.addShutdownCallback(() => new Promise(() => {}));';
	expect((await runJob(hangs)).code).toBe(1);
}, 30_000);
