import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Deployment } from '../deployment/deployment.ts';
import { variablesOf, writeRunning } from '../start/running-file.ts';
import { see } from './main.ts';
import { type StandIn, startStandIn } from './testing.ts';

const environmentOf = ({ apiUrl, livekit, opsToken }: Deployment) =>
	variablesOf({ apiUrl, livekit, opsToken: opsToken ?? '', store: null, variables: { STAGE: 'test' } });

async function folder(): Promise<string> {
	const made = await mkdtemp(join(tmpdir(), 'greenroom-doctor-'));
	onTestFinished(() => rm(made, { recursive: true }));
	return made;
}
async function run(
	args: readonly string[],
	variables: Record<string, string | undefined>,
	{ line, ...others }: { line?: ReturnType<StandIn['line']>; signal?: AbortSignal; stateDir?: string } = {},
) {
	const said: string[] = [];
	const complained: string[] = [];
	const exit = await see(args, {
		...{ variables, stateDir: others.stateDir ?? (await folder()), signal: new AbortController().signal },
		ofStage: async (stage: string) => {
			if (stage !== 'staging') throw new Error(`Stage ${stage} is not deployed.`);
			return variables;
		},
		...{ line: line ?? { join: () => Promise.reject(new Error('nobody calls')) } },
		progress: { step: () => ({ update() {}, end() {}, done() {} }) },
		waits: { pauseMs: 0, webhooksMs: 50 },
		say: (text) => said.push(text),
		complain: (text) => complained.push(text),
		...others,
	});
	return { exit, said: said.join('\n'), complained: complained.join('\n') };
}

test('a deployment by the environment that is well: 0', async () => {
	const { deployment, line } = await startStandIn();
	const { exit, said } = await run(['--canary', '2'], environmentOf(deployment), { line: line() });
	expect(exit).toBe(0);
	expect(said).toContain(`Greenroom at ${deployment.apiUrl}, by the environment`);
	expect(said).toMatch(/✓ canary .*2 of 2 calls/);
	expect(said).toMatch(/All is well\.$/);
});

test('what npm start runs, with a fault in it: 1, and its mend is said', async () => {
	const { deployment, line } = await startStandIn({ worker: 'Greenroom-test' });
	const stateDir = await folder();
	await writeRunning(stateDir, { pid: process.pid, url: deployment.apiUrl, variables: environmentOf(deployment) });
	const { exit, said } = await run(['--within', '1'], {}, { line: line('join'), stateDir });
	expect(exit).toBe(1);
	expect(said).toContain('what npm start runs here');
	expect(said).toMatch(/✗ workers .*Greenroom-test.*\n +→ Give worker and API the same AGENT_NAME/s);
	expect(said).toMatch(/2 faults\.$/);
});

test('--json says the same to machines, and nothing else', async () => {
	const { deployment, line } = await startStandIn({ worker: null });
	const { exit, said } = await run(['--json', '--within', '1'], environmentOf(deployment), { line: line() });
	const report = JSON.parse(said);
	expect(exit).toBe(1);
	expect(report).toMatchObject({
		exit: 1,
		deployment: { apiUrl: deployment.apiUrl, stage: 'test', agentName: 'greenroom-test' },
		canary: { p50: expect.any(Number), dropRate: 0, attempts: [{ outcome: 'heard' }] },
	});
	const outcome = (name: string) => report.findings.find(({ check }: { check: string }) => check === name)?.outcome;
	expect([outcome('environment'), outcome('workers'), outcome('canary')]).toEqual(['complete', 'no_worker', 'heard']);
	for (const secret of [deployment.livekit.apiSecret, deployment.opsToken]) expect(said).not.toContain(secret);
});

test('an environment that is not complete: 2, every variable is named, in words and as JSON', async () => {
	const variables = { GREENROOM_API_URL: 'https://calls.example', LIVEKIT_URL: 'livekit.example', STAGE: 'Prod' };
	const { exit, said } = await run([], variables);
	expect(exit).toBe(2);
	for (const name of ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'STAGE']) expect(said).toContain(name);
	const json = await run(['--json'], variables);
	expect(json.exit).toBe(2);
	expect(JSON.parse(json.said)).toMatchObject({ exit: 2, deployment: null, findings: [{ outcome: 'not_complete' }] });
});

test('nothing that runs, and arguments that are not understood: 2', async () => {
	expect(await run([], {})).toMatchObject({ exit: 2, complained: expect.stringContaining('does not run here') });
	expect(await run(['--canary', 'x'], {})).toMatchObject({ exit: 2, complained: expect.stringContaining('--canary') });
});

test('who is interrupted has not seen it: 2, and no room is left', async () => {
	const { deployment, line, rooms } = await startStandIn();
	const asked = new AbortController();
	const interrupting = {
		join: async (...ticket: Parameters<ReturnType<typeof line>['join']>) => {
			const joined = await line('join').join(...ticket);
			asked.abort();
			return joined;
		},
	};
	const { exit, said } = await run([], environmentOf(deployment), { line: interrupting, signal: asked.signal });
	expect(exit).toBe(2);
	expect(said).toMatch(/Interrupted\.$/);
	expect(new Set(rooms().filter((did) => did.startsWith('delete'))).size).toBe(1);
});

test('a stage is looked at by what it was told; one that is not there is said so', async () => {
	const { deployment, line } = await startStandIn();
	const variables = environmentOf(deployment);
	const { said } = await run(['--stage', 'staging', '--canary', '0'], variables, { line: line() });
	expect(said).toContain('as it was deployed');
	const absent = await run(['--stage', 'pr-7'], variables, { line: line() });
	expect([absent.exit, absent.complained]).toEqual([2, expect.stringContaining('Stage pr-7 is not deployed.')]);
});
