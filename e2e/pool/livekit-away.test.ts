import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Greenroom, lacks, readLogs, startForTests } from '../greenroom.ts';

/** agents alone comes back up to 10 s after its server. */
const BACK_WITHIN_MS = 4_000;
/** Until the worker has noticed that a server is frozen. */
const NOTICED_WITHIN_MS = 20_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(lacks('livekit-server'))('a worker whose LiveKit was away', () => {
	let greenroom: Greenroom;
	beforeAll(async () => {
		greenroom = await startForTests({ idleProcesses: 1 });
	});
	afterAll(() => greenroom.stop());

	const logged = (event: string) => readLogs(greenroom).events('worker', event);
	/** When it was registered for the `count`th time. */
	async function registered(count: number): Promise<number> {
		const lines = await eventually(
			`registration ${count}`,
			() => logged('worker_registered'),
			({ length }) => length >= count,
			30_000,
		);
		return Date.parse(String(lines[count - 1]?.['at']));
	}
	const pidOfLiveKit = (): number => greenroom.running.pids().get('livekit') ?? 0;

	test.each([
		['for a moment', 200],
		['for some time', 7_000],
	])('%s is there again soon after it', async (_how, downMs) => {
		const before = (await logged('worker_registered')).length;
		await greenroom.running.restart('livekit', { killed: true, downMs });
		const back = Date.now();
		const again = await registered(before + 1);
		expect(again - back).toBeLessThan(BACK_WITHIN_MS);
	});

	test('without a word notices it, and is there again when it answers again', async () => {
		const before = (await logged('worker_registered')).length;
		const pid = pidOfLiveKit();
		process.kill(pid, 'SIGSTOP');
		try {
			await eventually(
				'the loss of a silent server',
				() => logged('livekit_link_given_up'),
				(lines) => lines.some(({ why }) => why === 'silent'),
				NOTICED_WITHIN_MS,
			);
			await wait(3_000);
		} finally {
			process.kill(pid, 'SIGCONT');
		}
		const back = Date.now();
		expect((await registered(before + 1)) - back).toBeLessThan(BACK_WITHIN_MS);
	});
});
