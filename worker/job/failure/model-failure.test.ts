import { stt, voice } from '@livekit/agents';
import { describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import { makeModelFailure } from './model-failure.ts';
import { makeFragileSession } from './testing.ts';

class Recogniser extends stt.STT {
	override label = 'test.STT';
	constructor() {
		super({ streaming: false, interimResults: false });
	}
	protected override _recognize(): never {
		throw new Error('Nobody speaks.');
	}
	override stream(): never {
		throw new Error('Nobody speaks.');
	}
	break(recoverable: boolean): void {
		const error = new Error('the words of the caller');
		this.emit('error', { type: 'stt_error', timestamp: 0, label: this.label, error, recoverable });
	}
}

async function setUp() {
	const recogniser = new Recogniser();
	const { session, broken, ear } = makeFragileSession(recogniser);
	const { log, lines } = memoryLog();
	/** Agent's turns of the call, and those that were only written. */
	const turns: string[] = [];
	const written: string[] = [];
	const ends: string[] = [];
	const closes: string[] = [];
	const failure = makeModelFailure({
		stumble: 'Please say that again.',
		farewell: 'I must stop here.',
		async say(text) {
			await session.say(text, { allowInterruptions: false }).waitForPlayout();
		},
		write: (text) => written.push(text),
		end: () => ends.push('failed'),
		log,
	});
	session.on(voice.AgentSessionEventTypes.SpeechCreated, failure.begun);
	session.on(voice.AgentSessionEventTypes.Error, ({ error }) => failure.error(error));
	session.on(voice.AgentSessionEventTypes.Close, ({ reason }) => closes.push(reason));
	session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
		if (item.type !== 'message') return;
		failure.added(item);
		if (item.role === 'assistant') turns.push(item.textContent ?? '');
	});
	await session.start({ agent: new voice.Agent({ instructions: '' }) });
	const ask = async (userInput = 'count to three') => {
		await session.generateReply({ userInput }).waitForPlayout();
	};
	return { session, broken, ear, recogniser, turns, written, ends, closes, lines, ask };
}

const ofModel = (model: string, outcome: string) => ({ event: 'model_failed', model, outcome });

describe('a recogniser that fails', () => {
	it('ends the agent, after it was said', async () => {
		const { recogniser, turns, written, ends, closes, ear, lines } = await setUp();
		recogniser.break(false);
		await vi.waitFor(() => expect(ends).toEqual(['failed']));
		expect(turns).toEqual(['I must stop here.']);
		expect(ear.heard).toBeGreaterThan(0);
		expect(written).toEqual([]);
		// agents has not closed the session: it could say nothing then.
		expect(closes).toEqual([]);
		expect(lines).toMatchObject([{ level: 'error', ...ofModel('stt', 'fatal') }]);
		expect(JSON.stringify(lines)).not.toContain('caller');
	});

	it('is in the log once while it recovers, and nothing is said', async () => {
		const { recogniser, turns, ends, lines } = await setUp();
		for (let i = 0; i < 3; i++) recogniser.break(true);
		expect(lines).toMatchObject([{ level: 'warn', ...ofModel('stt', 'recovers') }]);
		expect([turns, ends]).toEqual([[], []]);
	});

	it('ends the agent once', async () => {
		const { recogniser, ends, turns } = await setUp();
		for (let i = 0; i < 3; i++) recogniser.break(false);
		await vi.waitFor(() => expect(ends).toHaveLength(1));
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect([turns, ends]).toEqual([['I must stop here.'], ['failed']]);
	});
});

describe('a model that fails', () => {
	it('is borne for one answer: the person is asked to say it again', async () => {
		const { broken, turns, ends, ask } = await setUp();
		broken.llm = true;
		await ask();
		await vi.waitFor(() => expect(turns).toEqual(['Please say that again.']));
		broken.llm = false;
		await ask();
		broken.llm = true;
		await ask();
		await vi.waitFor(() => expect(turns).toHaveLength(3));
		expect(turns).toEqual(['Please say that again.', 'One, two, three.', 'Please say that again.']);
		expect(ends).toEqual([]);
	});

	it('twice in a row ends the agent, after it was said', async () => {
		const { broken, turns, written, ends, ask } = await setUp();
		broken.llm = true;
		await ask();
		await vi.waitFor(() => expect(turns).toEqual(['Please say that again.']));
		await ask();
		await vi.waitFor(() => expect(ends).toEqual(['failed']));
		expect(turns).toEqual(['Please say that again.', 'I must stop here.']);
		expect(written).toEqual([]);
	});
});

describe('a voice that fails', () => {
	const LONG = 'what can you do';

	it('is borne for one answer, of however many sentences', async () => {
		const { broken, ends, closes, lines, ask } = await setUp();
		broken.tts = true;
		await ask(LONG);
		broken.tts = false;
		await ask();
		broken.tts = true;
		await ask(LONG);
		expect([ends, closes]).toEqual([[], []]);
		expect(lines).toMatchObject([ofModel('tts', 'borne'), ofModel('tts', 'borne')]);
	});

	it('twice in a row ends the agent, and it is written', async () => {
		const { broken, ends, written, ear, ask } = await setUp();
		broken.tts = true;
		await ask();
		await ask();
		await vi.waitFor(() => expect(ends).toEqual(['failed']));
		expect(written).toEqual(['I must stop here.']);
		expect(ear.heard).toBe(0);
	});
});

it('what cannot be said in time is written', async () => {
	const written: string[] = [];
	const ended = new Promise<void>((end) => {
		const never = () => new Promise<void>(() => {});
		const write = (text: string) => written.push(text);
		const failure = makeModelFailure({ stumble: '', farewell: 'bye', say: never, write, end, log() {}, withinMs: 10 });
		failure.error({ type: 'stt_error', timestamp: 0, label: '', error: new Error(), recoverable: false });
	});
	await ended;
	expect(written).toEqual(['bye']);
});

it('a session that agents has closed for an error ends the agent', () => {
	const did: string[] = [];
	const failure = makeModelFailure({
		stumble: '',
		farewell: 'bye',
		say: () => Promise.reject(new Error('closed')),
		write: (text) => did.push(text),
		end: () => did.push('failed'),
		log() {},
	});
	failure.closed();
	failure.closed();
	expect(did).toEqual(['bye', 'failed']);
});
