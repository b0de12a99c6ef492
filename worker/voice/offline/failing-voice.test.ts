import { initializeLogger, voice } from '@livekit/agents';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { AudioSink } from '../audio-sink.ts';
import { warmOfflineVoice } from './index.ts';

beforeAll(() => initializeLogger({ pretty: false, level: 'silent' }));

test('a voice that has failed is an error of its session, and nothing that ends the process', async () => {
	const warm = await warmOfflineVoice({ env: {}, random: () => 0, newId: () => 'id' });
	const { llm, tts, vad } = warm.make({ now: () => 0, timezone: null });
	const session = new voice.AgentSession({ llm, tts, vad, turnHandling: { turnDetection: null } });
	onTestFinished(() => session.close());
	session.output.audio = new AudioSink(24_000);
	const errors: unknown[] = [];
	session.on(voice.AgentSessionEventTypes.Error, ({ error }) => errors.push('type' in error ? error.type : error));
	await session.start({ agent: new voice.Agent({ instructions: '' }), record: false });
	await session.say('This is heard.').waitForPlayout();
	expect(errors).toEqual([]);
	await warm.close();
	session.say('This is not.');
	await vi.waitFor(() => expect(errors).toEqual(['tts_error']), 5_000);
});
