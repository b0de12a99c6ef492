import { initializeLogger, llm, voice } from '@livekit/agents';
import { describe, expect, it } from 'vitest';
import { followPlayed } from './played.ts';

initializeLogger({ pretty: false, level: 'silent' });

class Output extends voice.AudioOutput {
	override clearBuffer(): void {}

	async plays(synchronizedTranscript: string | undefined, interrupted: boolean): Promise<void> {
		this.emit(voice.AudioOutput.EVENT_PLAYBACK_FINISHED, {
			playbackPosition: 0,
			interrupted,
			...(synchronizedTranscript === undefined ? {} : { synchronizedTranscript }),
		});
	}
}

const said = (content: string, interrupted = true, role: llm.ChatRole = 'assistant') =>
	llm.ChatMessage.create({ role, content, interrupted });

async function cut(item: llm.ChatMessage, transcript: string | undefined, interrupted = true) {
	const output = new Output(24_000);
	const cutToPlayed = followPlayed(output);
	await output.plays(transcript, interrupted);
	cutToPlayed(item);
	return item.textContent;
}

describe('what was cut off', () => {
	it('is kept as far as it was played', async () => {
		expect(await cut(said('Hello, I am the demo.'), 'Hello,')).toBe('Hello,');
		expect(await cut(said('Hello, I am the demo.'), '')).toBe('');
	});

	it('stays whole when nobody knows what was played', async () => {
		expect(await cut(said('Hello, I am the demo.'), undefined)).toBe('Hello, I am the demo.');
	});

	it('is not mistaken for something else that was said', async () => {
		expect(await cut(said('Hello.'), 'One, two.')).toBe('Hello.');
	});
});

it('what was said to its end stays whole', async () => {
	expect(await cut(said('Hello there.', false), 'Hello', false)).toBe('Hello there.');
	expect(await cut(said('Hello there.', false), 'Hello')).toBe('Hello there.');
});

it('what the visitor said stays whole', async () => {
	expect(await cut(said('Hello there.', true, 'user'), 'Hello')).toBe('Hello there.');
});
