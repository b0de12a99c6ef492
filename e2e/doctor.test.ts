import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../functions/app.ts';
import { type Config, readConfig } from '../functions/config.ts';
import { depsFromConfig } from '../functions/deps-from-config.ts';
import { MemoryStore } from '../functions/store/memory.ts';
import type { Line } from '../scripts/doctor/canary/line.ts';
import { rtcLine } from '../scripts/doctor/canary/rtc-line.ts';
import { newVisitor } from '../scripts/doctor/canary/visitor.ts';
import { see } from '../scripts/doctor/main.ts';
import { startGroup } from '../scripts/processes/process-group.ts';
import { showRooms } from '../scripts/rooms/main.ts';
import { eventually } from './eventually.ts';
import { type Greenroom, lacks, startForTests, viewRooms } from './greenroom.ts';

const root = join(import.meta.dirname, '..');
/** Two cores carry a server and a worker, and perhaps somebody else's tests. */
const PATIENCE = 20_000;
const silent = { step: () => ({ update() {}, end() {}, done() {} }) };

interface Report {
	readonly findings: readonly { readonly check: string; readonly verdict: string; readonly outcome: string }[];
	readonly canary: { readonly p50: number | null; readonly dropRate: number | null };
}

// In their order: what is planted last stays in the API's memory.
describe.skipIf(lacks('livekit-server'))('a deployment', () => {
	let greenroom: Greenroom;
	let variables: Readonly<Record<string, string | undefined>>;
	beforeAll(async () => {
		greenroom = await startForTests();
		variables = greenroom.running.described;
	});
	afterAll(() => greenroom.stop());

	async function doctor(
		given: Readonly<Record<string, string | undefined>>,
		{ line = rtcLine, within = 20, calls = 1 }: { line?: Line; within?: number; calls?: number } = {},
	) {
		const said: string[] = [];
		const exit = await see(['--json', '--canary', String(calls), '--within', String(within)], {
			...{ variables: given, stateDir: dirname(greenroom.logFolder), line, progress: silent },
			...{ signal: new AbortController().signal, waits: { pauseMs: 0, webhooksMs: 3_000 } },
			ofStage: () => Promise.reject(new Error('nothing is deployed')),
			say: (text) => said.push(text),
			complain: (text) => said.push(text),
		});
		const report: Report = JSON.parse(said.join('\n'));
		const ill = report.findings.filter(({ verdict }) => verdict === 'fault' || verdict === 'warn');
		return { exit, ...report, ill: ill.map(({ check, outcome }) => `${check} ${outcome}`) };
	}
	/** Another API before the same LiveKit, in which a fault can be. */
	async function apiWith(fault: Partial<Config>): Promise<string> {
		const config = { ...readConfig(variables, 'planted'), ...fault };
		const deps = depsFromConfig(config, { store: new MemoryStore(Date.now), log: () => {} });
		const server = serve({ fetch: createApp(deps).fetch, hostname: '127.0.0.1', port: 0 });
		await once(server, 'listening');
		onTestFinished(() => void server.close());
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}
	const openRooms = () => viewRooms(greenroom).rooms();
	async function show() {
		const said: string[] = [];
		const stateDir = dirname(greenroom.logFolder);
		const say = (text: string) => said.push(text);
		return { exit: await showRooms([], { variables: {}, stateDir, say, complain: say }), said: said.join('\n') };
	}

	test('that npm start runs is well for npm run doctor, which hears its agent and leaves no room', async () => {
		const { exit, ill, canary, findings } = await doctor({});
		expect(ill).toEqual([]);
		expect(findings.map(({ verdict }) => verdict)).toEqual(Array(13).fill('ok'));
		expect(canary).toMatchObject({ p50: expect.any(Number), dropRate: 0 });
		expect(exit).toBe(0);
		expect(await openRooms()).toEqual([]);
	});

	test('whose agent is muted is heard to be silent', async () => {
		const { client, agents } = viewRooms(greenroom);
		const muting: Line = {
			// Before it hears that somebody listens, it says nothing.
			async join(...ticket) {
				const joined = await rtcLine.join(...ticket);
				await joined.reached('track');
				const [room = ''] = await openRooms();
				const [agent] = await agents(room);
				const [track] = agent?.tracks ?? [];
				await client.mutePublishedTrack(room, agent?.identity ?? '', track?.sid ?? '', true);
				return joined;
			},
		};
		const { exit, ill } = await doctor({}, { line: muting, within: 3 });
		expect(ill).toEqual(['canary silent']);
		expect(exit).toBe(1);
	});

	test('shows its calls to npm run rooms', async () => {
		expect(await show()).toMatchObject({ exit: 0, said: expect.stringContaining('no rooms') });
		const visitor = await newVisitor({ apiUrl: greenroom.apiUrl });
		const ticket = 'refusal' in visitor ? visitor : await visitor.token();
		if ('refusal' in ticket) throw new Error(ticket.refusal);
		const { server_url, participant_token, room_name } = ticket;
		const joined = await rtcLine.join(server_url, participant_token, 'greenroom-e2e');
		onTestFinished(async () => {
			await joined.leave();
			await viewRooms(greenroom).client.deleteRoom(room_name);
		});
		await joined.reached('voice');
		const { exit, said } = await show();
		expect(exit).toBe(0);
		expect(said).toContain(room_name);
		expect(said).toMatch(/phase +active/);
		expect(said).toMatch(/people +human +human-\S+ +PA_\S+\n +agent +agent-AJ_\S+ +PA_/);
	});

	test('whose LiveKit has another secret is told by LiveKit’s own words', async () => {
		const { exit, ill } = await doctor({ ...variables, LIVEKIT_API_SECRET: 'x'.repeat(32) }, { calls: 0 });
		expect(ill).toEqual(['keys wrong_secret']);
		expect(exit).toBe(1);
	});

	test('whose API has another secret is told, and nobody is let in', async () => {
		const url = await apiWith({ livekitApiSecret: 'x'.repeat(32) });
		const { exit, ill } = await doctor({ ...variables, GREENROOM_API_URL: url });
		expect(ill).toEqual(
			expect.arrayContaining([
				'webhook_door other_key',
				'operator api_without_livekit',
				'token other_secret',
				'canary join_failed',
			]),
		);
		expect(exit).toBe(1);
	});

	test('whose worker has a name in another case is told', async () => {
		const { exit, ill } = await doctor({ ...variables, AGENT_NAME: 'Greenroom' }, { calls: 0 });
		expect(ill).toEqual(['workers other_case']);
		expect(exit).toBe(1);
	});

	test('whose API asks for an agent in another case is told, and nobody comes', async () => {
		const url = await apiWith({ agentNames: ['Greenroom-e2e'] });
		const { exit, ill } = await doctor({ ...variables, GREENROOM_API_URL: url }, { within: 2 });
		expect(ill).toEqual(['workers no_worker', 'token other_case', 'canary no_agent', 'webhooks none']);
		expect(exit).toBe(1);
		expect(await openRooms()).toEqual([]);
	});

	test('has no room of a doctor that was interrupted in a call, and sees nothing of rtc-node’s talk', async () => {
		const lines: string[] = [];
		const { PATH, HOME } = process.env;
		const command = { command: process.execPath, args: ['scripts/doctor.mjs', '--canary', '9'], cwd: root };
		const group = startGroup({ ...command, env: { PATH, HOME, ...variables } }, (line) => lines.push(line));
		onTestFinished(() => group.end([]));
		await eventually('a room of the canary', openRooms, (rooms) => rooms.length > 0, PATIENCE);
		process.kill(group.pid ?? Number.NaN, 'SIGINT');
		expect(await group.exited).toEqual({ kind: 'code', code: 2 });
		expect(lines.at(-1)).toBe('Interrupted.');
		expect(lines.filter((line) => line !== '' && !/^( |Greenroom at|Interrupted|Call \d)/.test(line))).toEqual([]);
		expect(await openRooms()).toEqual([]);
	});

	test('that was stopped is not looked for', async () => {
		await greenroom.running.stop();
		expect(await show()).toMatchObject({ exit: 1, said: expect.stringContaining('npm start does not run here') });
	});
});
