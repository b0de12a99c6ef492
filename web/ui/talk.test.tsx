import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Search } from '../call/dispatch/asking.ts';
import type { MicrophoneState } from '../call/microphone/create-microphone.ts';
import type { Presence } from '../call/presence/presence.ts';
import { agentShown, agentWords } from './agent-words.ts';
import { Composer } from './composer.tsx';
import { Controls } from './controls.tsx';
import { Notices } from './notices.tsx';
import { failureWords, microphoneWords } from './words.ts';

afterEach(cleanup);

interface Initial {
	readonly microphone?: MicrophoneState;
	readonly silenced?: boolean;
	readonly presence?: Presence;
	readonly search?: Search;
}

function makeTalk(initial: Initial = {}) {
	const [search, setSearch] = createSignal<Search>(initial.search ?? 'pending');
	const [microphone, setMicrophone] = createSignal<MicrophoneState>(initial.microphone ?? { status: 'off' });
	const talk = {
		microphone,
		presence: (): Presence => initial.presence ?? { agent: 'waiting', goneSince: null },
		search,
		tryAgain: vi.fn(),
		silenced: () => initial.silenced ?? false,
		type: vi.fn(),
		toggleMicrophone: vi.fn(),
		hear: vi.fn(),
	};
	return { talk, setMicrophone, setSearch };
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

	it('say that no agent came, until one may come again', () => {
		const { talk, setSearch } = makeTalk({ search: 'unavailable' });
		render(() => <Notices talk={talk} />);
		expect(screen.getByRole('alert').textContent).toMatch(/tries .* failed.*try again/i);
		fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
		expect(talk.tryAgain).toHaveBeenCalledTimes(1);
		setSearch('pending');
		expect(screen.queryByRole('alert')).toBeNull();
		expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
	});

	it('say nothing of an agent that nobody is free to be: the status does', () => {
		render(() => <Notices talk={makeTalk({ search: 'no_worker' }).talk} />);
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('leave whoever uses the keyboard in the call when their button goes', () => {
		const { talk, setSearch } = makeTalk({ search: 'unavailable' });
		render(() => (
			<section aria-label="Call" tabindex="-1">
				<Notices talk={talk} />
			</section>
		));
		screen.getByRole('button', { name: 'Try again' }).focus();
		setSearch('pending');
		expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Call' }));
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
		const refused = { why: 'refused', code: null, detail: null, retryAfter: null } as const;
		expect(failureWords({ ...refused, detail: 'Wait a minute.' })).toBe('Wait a minute.');
		expect(failureWords(refused)).toMatch(/start again/);
	});

	it('say of each limit what it is and when to try again', () => {
		const refused = (code: string | null, retryAfter: number | null) =>
			failureWords({ why: 'refused', code, detail: 'Ask again.', retryAfter });
		expect(refused('too_many_calls', 20_000)).toBe('All lines are busy. Try again in 20 seconds.');
		expect(refused('too_many_calls', 1_000)).toBe('All lines are busy. Try again in 1 second.');
		expect(refused('too_many_requests', 119_500)).toBe('That was asked too often. Try again in 2 minutes.');
		expect(refused('too_many_requests', null)).toBe('That was asked too often. Try again in a moment.');
		expect(refused('store_unavailable', 5_000)).toBe(
			'The service cannot take this call right now. Try again in 5 seconds.',
		);
	});

	it('tell the states of the agent apart', () => {
		const missing: readonly Presence[] = [{ agent: 'waiting', goneSince: null }, { agent: 'lost' }];
		const activities = ['initializing', 'listening', 'thinking', 'speaking', 'idle'] as const;
		const there = activities.map((agent): Presence => ({ agent, sid: 'PA_1', listens: 'speech' }));
		const words = [
			...[...missing, ...there].map((presence) => agentWords(presence, 'pending')),
			...missing.map((presence) => agentWords(presence, 'no_worker')),
			agentWords({ agent: 'lost' }, 'unavailable'),
		];
		expect(new Set(words).size).toBe(words.length);
		expect(agentWords({ agent: 'absent' }, 'pending')).toBe(
			agentWords({ agent: 'waiting', goneSince: null }, 'pending'),
		);
	});

	it('say that nobody is free, to somebody who waits for a call and to somebody who is in one', () => {
		const waiting = (goneSince: number | null) => agentWords({ agent: 'waiting', goneSince }, 'no_worker');
		expect(waiting(null)).toBe('No agent is free right now. The call begins as soon as one is.');
		expect(waiting(1_000)).toBe('No agent is free right now. The call goes on as soon as one is.');
	});

	it('are those of an agent that is there, whatever was known of its coming', () => {
		const there: Presence = { agent: 'speaking', sid: 'PA_1', listens: 'speech' };
		for (const search of ['no_worker', 'unavailable'] as const) {
			expect(agentWords(there, search)).toBe('Speaking');
			expect(agentShown(there, search)).toBe('speaking');
		}
		expect(agentShown({ agent: 'lost' }, 'unavailable')).toBe('unavailable');
		expect(agentShown({ agent: 'lost' }, 'no_worker')).toBe('lost');
	});
});
