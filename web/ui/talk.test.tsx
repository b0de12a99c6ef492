import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { quietSound } from '../call/devices/testing.ts';
import type { Search } from '../call/dispatch/asking.ts';
import type { Trouble } from '../call/line/trouble.ts';
import type { MicrophoneState } from '../call/microphone/create-microphone.ts';
import type { Presence } from '../call/presence/presence.ts';
import { missing, present } from '../call/presence/testing.ts';
import { makePushToTalk } from '../call/push-to-talk/testing.ts';
import { Composer } from './composer.tsx';
import { Controls } from './controls.tsx';
import { Notices } from './notices.tsx';

afterEach(cleanup);

interface Initial {
	readonly microphone?: MicrophoneState;
	readonly silenced?: boolean;
	readonly presence?: Presence;
	readonly search?: Search;
	readonly trouble?: Trouble;
}

function makeTalk(initial: Initial = {}) {
	const [search, setSearch] = createSignal<Search>(initial.search ?? 'unknown');
	const [microphone, setMicrophone] = createSignal<MicrophoneState>(initial.microphone ?? { status: 'off' });
	const talk = {
		microphone,
		presence: (): Presence => initial.presence ?? missing('waiting'),
		search,
		trouble: () => initial.trouble ?? null,
		sound: quietSound,
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

	it('keeps what could not be sent, also when the call is over', () => {
		const { send, field, write } = show();
		send.mockImplementation(() => {
			throw new Error('out of ids');
		});
		write('hello');
		expect(() => fireEvent.keyDown(field, { key: 'Enter' })).toThrow('out of ids');
		expect(field.value).toBe('hello');
		cleanup();
		expect(show().field.value).toBe('hello');
	});

	it('says how much is left before it is full', () => {
		const { write } = show();
		write('a'.repeat(3_499));
		expect(screen.queryByText(/characters/)).toBeNull();
		write('a'.repeat(3_990));
		expect(screen.getByText('10 characters left').getAttribute('aria-live')).toBe('off');
		write('a'.repeat(4_000));
		expect(screen.getByText('No more than 4 000 characters').getAttribute('aria-live')).toBe('polite');
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
		render(() => <Controls talk={talk} pushToTalk={makePushToTalk()} />);
		expect(pressed()).toBe('false');
		setMicrophone({ status: 'on', track });
		expect(pressed()).toBe('true');
		setMicrophone({ status: 'muted', track });
		expect(pressed()).toBe('false');
	});

	it('turns it on and off', () => {
		const { talk } = makeTalk();
		render(() => <Controls talk={talk} pushToTalk={makePushToTalk()} />);
		fireEvent.click(screen.getByRole('button', { name: 'Microphone' }));
		expect(talk.toggleMicrophone).toHaveBeenCalledTimes(1);
	});
});

describe('push-to-talk', () => {
	it('takes the place of the microphone button once there is a microphone', () => {
		const { talk, setMicrophone } = makeTalk();
		render(() => <Controls talk={talk} pushToTalk={makePushToTalk({ hold: true })} />);
		expect(screen.getByRole('button', { name: 'Microphone' })).not.toBeNull();
		setMicrophone({ status: 'muted', track });
		expect(screen.queryByRole('button', { name: 'Microphone' })).toBeNull();
		expect(screen.getByRole('button', { name: 'Hold to talk' })).not.toBeNull();
	});
});

describe('a silenced page', () => {
	it('has one clear button for its sound', () => {
		const { talk } = makeTalk({ silenced: true });
		render(() => <Controls talk={talk} pushToTalk={makePushToTalk()} />);
		fireEvent.click(screen.getByRole('button', { name: 'Tap to hear' }));
		expect(talk.hear).toHaveBeenCalledTimes(1);
	});

	it('is the only one that has it', () => {
		render(() => <Controls talk={makeTalk().talk} pushToTalk={makePushToTalk()} />);
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

	it('say what is the matter with the line, and nothing of an agent meanwhile', () => {
		const presence = present('listening', { replacedAt: 0 });
		render(() => <Notices talk={makeTalk({ presence, trouble: { kind: 'away', seconds: 7 } }).talk} />);
		expect(screen.getByText('for 7 s')).toBeTruthy();
		expect(screen.getByText(/goes on by itself/)).toBeTruthy();
		expect(screen.queryByText(/taken over/)).toBeNull();
	});

	it('say that another agent has taken over, as long as that is news', () => {
		render(() => <Notices talk={makeTalk({ presence: present('listening', { replacedAt: 0 }) }).talk} />);
		expect(screen.getByText(/another agent has taken over.*knows what was said/i)).toBeTruthy();
		cleanup();
		render(() => <Notices talk={makeTalk({ presence: present('listening') }).talk} />);
		expect(screen.queryByText(/taken over/)).toBeNull();
	});

	it('say that an agent understands typed messages only', () => {
		const notice = () => screen.queryByText(/typed messages only/);
		render(() => <Notices talk={makeTalk({ presence: present('listening', { listens: 'text' }) }).talk} />);
		expect(notice()).not.toBeNull();
		cleanup();
		render(() => <Notices talk={makeTalk({ presence: present('listening') }).talk} />);
		expect(notice()).toBeNull();
	});
});
