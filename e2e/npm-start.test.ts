import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { conversationOf, openDeafCaller } from './caller.ts';
import { eventually } from './eventually.ts';
import { type Address, lacks, readLogs, viewRooms } from './greenroom.ts';
import { type NpmStart, npmStart, partOf } from './npm-start.ts';
import { survivorsOf } from './process-tree.ts';
import { APOLOGY, GREETING, TALK, TOKEN } from './words.ts';

/** LiveKit notices a process that was killed after 20 to 22 s. */
const UNNOTICED = 40_000;

// In their order: one run is started, used, hurt and ended.
describe.skipIf(lacks('chromium', 'livekit-server'))('npm start', () => {
	let taken: Server;
	let takenPort: number;
	let start: NpmStart;
	let address: Address;
	let browser: TestBrowser;
	beforeAll(async () => {
		taken = createServer().listen(0, '127.0.0.1');
		await once(taken, 'listening');
		takenPort = (taken.address() as AddressInfo).port;
		start = await npmStart({ port: takenPort });
		browser = await launchBrowser();
		address = await start.address();
	});
	afterAll(async () => {
		await browser.close();
		await start.remove();
		taken.close();
	});

	async function call() {
		const caller = await openDeafCaller(browser, address.url);
		await caller.startCall();
		return caller;
	}

	test('prints one URL, of the next port that is free, once an agent is warm', async () => {
		const { url, at } = await start.ready;
		const text = start.printed.join('\n');
		expect(text.match(/https?:\S+/g)).toEqual([url]);
		const port = Number(new URL(url).port);
		expect(text).toContain(`Port ${takenPort} is taken: the page is on ${port}.`);
		expect(port).toBeGreaterThan(takenPort);
		const [warm] = await readLogs(address).events('worker', 'job_process_warm');
		expect(Date.parse(String(warm?.['at']))).toBeLessThanOrEqual(at);
	});

	test('serves the page and the API there', async () => {
		const page = await fetch(address.url);
		expect(await page.text()).toContain('<title>');
		expect((await fetch(new URL('/api/health', address.url))).status).toBe(200);
	});

	test('carries a call', async () => {
		const caller = await call();
		onTestFinished(() => caller.visitor.close());
		await caller.agentIs('speaking');
		await caller.type(TALK.name.asks);
		await caller.shows(TALK.name.says);
		expect(caller.problems).toEqual([]);
		await caller.endCall();
	});

	test('starts an API that was killed again: the call goes on, and nothing is lost', async () => {
		const caller = await call();
		onTestFinished(() => caller.visitor.close());
		await caller.agentIs('speaking');
		const room = await caller.room();
		await caller.type(TALK.name.asks);
		await caller.shows(TALK.name.says);
		const { turns } = await conversationOf(caller);

		const before = await start.family();
		process.kill(partOf(before, 'api').pid, 'SIGKILL');
		const listening = () => readLogs(address).events('api', 'api_listening');
		await expect.poll(listening, { timeout: 20_000 }).toHaveLength(2);
		const after = await conversationOf(caller);
		expect(after).toMatchObject({ phase: 'active', room });
		expect(after.turns.slice(0, turns.length)).toEqual(turns);
		await caller.page.reload();
		await caller.callIs('connected');
		await caller.type(TALK.count.asks);
		await caller.shows(TALK.count.says);
		expect(await caller.room()).toBe(room);
		await caller.endCall();
	});

	test('says that there is no worker, starts the one that was killed again, and gives it who waits and who was served', async () => {
		const served = await call();
		onTestFinished(() => served.visitor.close());
		await served.agentIs('speaking');
		const before = await start.family();
		const worker = partOf(before, 'worker');
		const ofWorker = before.filter(({ group }) => group === worker.group);

		// Control: nobody is greeted by a worker that cannot answer.
		process.kill(worker.pid, 'SIGSTOP');
		const early = await call();
		onTestFinished(() => early.visitor.close());
		await early.page.getByRole('status').getByText('No agent is free right now').waitFor({ timeout: 30_000 });
		expect(await viewRooms(address).agents(await early.room())).toEqual([]);
		await early.agentIs('late');

		process.kill(worker.pid, 'SIGKILL');
		const registered = () => readLogs(address).events('worker', 'worker_registered');
		await expect.poll(registered, { timeout: 20_000 }).toHaveLength(2);
		await early.agentIs('speaking');
		await early.shows(firstWords(GREETING));
		expect(await viewRooms(address).agents(await early.room())).toHaveLength(1);
		await early.endCall();
		// Nobody has reported the jobs that died with their worker: LiveKit sees it after 20 s.
		const transcript = async () => (await served.transcript()).join();
		await eventually('another agent', transcript, (shown) => shown.includes(APOLOGY), UNNOTICED);
		expect(await viewRooms(address).agents(await served.room())).toHaveLength(1);
		await served.endCall();

		expect(start.printed.join('\n')).toMatch(/^worker ended: killed by SIGKILL\.[\s\S]*^Starting the worker again\.$/m);
		expect((await survivorsOf(ofWorker)).filter(({ pid }) => pid !== worker.pid)).toEqual([]);
		const after = await start.family();
		expect(partOf(after, 'worker').pid).not.toBe(worker.pid);
		for (const part of ['api', 'livekit'] as const) expect(partOf(after, part).pid).toBe(partOf(before, part).pid);
	});

	test('ends on SIGTERM in the middle of a call, and leaves no process behind', async () => {
		const caller = await call();
		await caller.agentIs('speaking');
		const family = await start.family();
		// Control: they are seen while they live.
		expect(await survivorsOf(family)).toEqual(
			expect.arrayContaining([partOf(family, 'api'), partOf(family, 'worker')]),
		);

		const asked = Date.now();
		start.signal('SIGTERM');
		expect(await start.exited).toEqual({ kind: 'code', code: 0 });
		expect(Date.now() - asked).toBeLessThan(10_000);
		expect(await survivorsOf(family)).toEqual([]);
		expect(start.printed.slice(-1)).toEqual(['Stopping.']);
	});

	test('has logged nothing of what was said, and no token', async () => {
		const log = await readLogs(address).everything();
		for (const event of ['api_listening', 'worker_registered', 'participant_joined']) expect(log).toContain(event);
		for (const said of [GREETING, TALK.name.asks, TALK.name.says]) {
			expect(quoted(said, log)).toEqual([]);
			// Control: a log that quotes it in the middle of a line.
			expect(quoted(said, JSON.stringify({ event: 'said', text: said }))).not.toEqual([]);
		}
		expect(log).not.toMatch(TOKEN);
	});
});

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
const firstWords = (text: string): string => text.split(' ').slice(0, 3).join(' ');

/** What of it is found in a text: every three words in a row. */
function quoted(said: string, text: string): string[] {
	const words = wordsOf(said);
	const threes = words.slice(2).map((_, i) => words.slice(i, i + 3).join(' '));
	const all = wordsOf(text).join(' ');
	return threes.filter((three) => all.includes(three));
}
