import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MicrophoneState } from '../call/microphone/create-microphone.ts';
import type { Presence } from '../call/presence/presence.ts';
import { agentWords } from './agent-words.ts';
import { Composer } from './composer.tsx';
import { Controls } from './controls.tsx';
import { Notices } from './notices.tsx';
import { failureWords, microphoneWords } from './words.ts';

afterEach(cleanup);

function makeTalk(initial: { microphone?: MicrophoneState; silenced?: boolean; presence?: Presence } = {}) {
	const [microphone, setMicrophone] = createSignal<MicrophoneState>(initial.microphone ?? { status: 'off' });
	const talk = {
		microphone,
		presence: (): Presence => initial.presence ?? { agent: 'waiting', goneSince: null },
		silenced: () => initial.silenced ?? false,
		type: vi.fn(),
		toggleMicrophone: vi.fn(),
		hear: vi.fn(),
	};
	return { talk, setMicrophone };
}
// No test here looks into a track.
const track = {} as MediaStreamTrack;

describe('the message field', () => {
	function show() {
		const send = vi.fn();
		render(() => <Composer send={send} />);
		const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
		const write = (text: string) => fireEvent.input(field, { target: { value: text } });
		return { send, field, write };
	}

	it('sends with Enter and is empty then', () => {
		const { send, field, write } = show();
		write('  hello ');
		fireEvent.keyDown(field, { key: 'Enter' });
		expect(send).toHaveBeenCalledExactlyOnceWith('hello');
		expect(field.value).toBe('');
	});

	it('sends with the button', () => {
		const { send, write } = show();
		write('hello');
		fireEvent.click(screen.getByRole('button', { name: 'Send' }));
		expect(send).toHaveBeenCalledExactlyOnceWith('hello');
	});

	it('makes a line with Shift and Enter, and does not send in the middle of a composed word', () => {
		const { send, field, write } = show();
		write('hello');
		fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
		fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
		fireEvent.keyDown(field, { key: 'a' });
		expect(send).not.toHaveBeenCalled();
	});

	it('sends nothing when nothing is in it', () => {
		const { send, field, write } = show();
		write(' \n ');
		fireEvent.keyDown(field, { key: 'Enter' });
		expect(send).not.toHaveBeenCalled();
	});
});

describe('the microphone button', () => {
	const pressed = () => screen.getByRole('button', { name: 'Microphone' }).getAttribute('aria-pressed');

	it('is pressed while the microphone is on', () => {
		const { talk, setMicrophone } = makeTalk();
		render(() => <Controls talk={talk} />);
		expect(pressed()).toBe('false');
		setMicrophone({ status: 'on', track });
		expect(pressed()).toBe('true');
		setMicrophone({ status: 'muted', track });
		expect(pressed()).toBe('false');
	});

	it('turns it on and off', () => {
		const { talk } = makeTalk();
		render(() => <Controls talk={talk} />);
		fireEvent.click(screen.getByRole('button', { name: 'Microphone' }));
		expect(talk.toggleMicrophone).toHaveBeenCalledTimes(1);
	});
});

describe('a silenced page', () => {
	it('has one clear button for its sound', () => {
		const { talk } = makeTalk({ silenced: true });
		render(() => <Controls talk={talk} />);
		fireEvent.click(screen.getByRole('button', { name: 'Tap to hear' }));
		expect(talk.hear).toHaveBeenCalledTimes(1);
	});

	it('is the only one that has it', () => {
		render(() => <Controls talk={makeTalk().talk} />);
		expect(screen.queryByRole('button', { name: 'Tap to hear' })).toBeNull();
	});
});

describe('notices', () => {
	it('say why the agent cannot hear, until it can', () => {
		const { talk, setMicrophone } = makeTalk({ microphone: { status: 'refused', why: 'denied' } });
		render(() => <Notices talk={talk} />);
		expect(screen.getByRole('alert').textContent).toMatch(/blocked.*you can type/i);
		setMicrophone({ status: 'on', track });
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('say that an agent understands typed messages only', () => {
		const notice = () => screen.queryByText(/typed messages only/);
		const presence = { agent: 'listening', sid: 'PA_1' } as const;
		render(() => <Notices talk={makeTalk({ presence: { ...presence, listens: 'text' } }).talk} />);
		expect(notice()).not.toBeNull();
		cleanup();
		render(() => <Notices talk={makeTalk({ presence: { ...presence, listens: 'speech' } }).talk} />);
		expect(notice()).toBeNull();
	});
});

describe('the words of the page', () => {
	it('say what to do about each refusal of a microphone', () => {
		const problems = ['denied', 'missing', 'in_use', 'unsupported', 'failed', 'lost'] as const;
		const words = problems.map(microphoneWords);
		for (const text of words) expect(text).toMatch(/you can type\.$/);
		expect(new Set(words).size).toBe(problems.length);
	});

	it('say what to do about each failure to start, and use the words of the API if it has any', () => {
		for (const why of ['api_unreachable', 'room_unreachable'] as const)
			expect(failureWords({ why })).toMatch(/start again/);
		expect(failureWords({ why: 'refused', detail: 'Wait a minute.' })).toBe('Wait a minute.');
		expect(failureWords({ why: 'refused', detail: null })).toMatch(/start again/);
	});

	it('tell the states of the agent apart', () => {
		const { absent, ...others } = agentWords;
		expect(absent).toBe(others.waiting);
		expect(new Set(Object.values(others)).size).toBe(Object.keys(others).length);
	});
});
