import { inference, initializeLogger, type stt } from '@livekit/agents';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { awake } from './awake.ts';
import { KEY, SECRET, startGateway } from './testing.ts';

beforeAll(() => initializeLogger({ pretty: false, level: 'silent' }));

/** A gateway that gives up after 300 ms without sound, and a recogniser that has none to send. */
async function silent(wrap: (recogniser: stt.STT) => stt.STT) {
	const gateway = await startGateway({ inactivityMs: 300 });
	const recogniser = wrap(
		new inference.STT({ apiKey: KEY, apiSecret: SECRET, baseURL: gateway.url, model: 'deepgram/nova-3' }),
	);
	const failures: boolean[] = [];
	recogniser.on('error', ({ recoverable }) => failures.push(recoverable));
	const stream = recogniser.stream();
	onTestFinished(() => stream.close());
	return { gateway, failures, stream };
}

test('a recogniser without sound is ended by the gateway, for good', async () => {
	const { failures } = await silent((recogniser) => recogniser);
	await vi.waitFor(() => expect(failures).toEqual([false]), { timeout: 5_000 });
});

test('one that is kept awake is not, and hears nothing but silence', async () => {
	const { gateway, failures, stream } = await silent((recogniser) => awake(recogniser, 50));
	await vi.waitFor(() => expect(gateway.lines.stt[0]?.sound().length).toBeGreaterThan(16_000), { timeout: 10_000 });
	expect(gateway.lines.stt[0]?.sound().every((sample) => sample === 0)).toBe(true);
	expect(failures).toEqual([]);
	stream.close();
	await gateway.lines.stt[0]?.closed;
});
