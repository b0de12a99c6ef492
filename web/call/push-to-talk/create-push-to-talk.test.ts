import { createRoot, createSignal } from 'solid-js';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MicrophoneState } from '../microphone/create-microphone.ts';
import { createPushToTalk } from './create-push-to-talk.ts';
import { canBeChosen } from './keys.ts';
import { BY_DEFAULT, makeSettings, type TalkSettings } from './settings.ts';

beforeEach(() => localStorage.clear());
const store = makeSettings(() => localStorage);
// No test here looks into a track.
const track = {} as MediaStreamTrack;

function setUp(settings: Partial<TalkSettings> = {}) {
	store.save({ ...BY_DEFAULT, ...settings });
	const over = new AbortController();
	onTestFinished(() => over.abort());
	const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
	return createRoot((dispose) => {
		onTestFinished(dispose);
		const [microphone, setMicrophone] = createSignal<MicrophoneState>({ status: 'on', track });
		const talk = createPushToTalk({
			store,
			microphone,
			toggleMicrophone: () => setMicrophone((now) => ({ status: now.status === 'on' ? 'muted' : 'on', track })),
			window,
			document: page,
			signal: over.signal,
		});
		return { over, page, talk, setMicrophone, status: () => microphone().status };
	});
}

function key(
	type: 'keydown' | 'keyup',
	code: string,
	more: KeyboardEventInit = {},
	target: EventTarget = document.body,
) {
	const event = new KeyboardEvent(type, { code, bubbles: true, cancelable: true, ...more });
	target.dispatchEvent(event);
	return event;
}
const HOLD = { hold: true, holdKey: 'KeyV' } as const;

describe('push-to-talk', () => {
	it('is not there until somebody wants it', () => {
		const { status, talk } = setUp();
		expect(talk.settings()).toEqual(BY_DEFAULT);
		for (const code of ['Space', 'KeyM', 'KeyV']) key('keydown', code);
		expect([status(), talk.held()]).toEqual(['on', false]);
	});

	it('opens the microphone while its key is held', () => {
		const { status } = setUp(HOLD);
		expect(status()).toBe('muted');
		expect(key('keydown', 'KeyV').defaultPrevented).toBe(true);
		key('keydown', 'KeyV', { repeat: true });
		expect(status()).toBe('on');
		key('keyup', 'KeyX');
		expect(status()).toBe('on');
		key('keyup', 'KeyV');
		expect(status()).toBe('muted');
	});

	it('opens it while the button is held', () => {
		const { status, talk } = setUp({ hold: true });
		talk.hold(true);
		expect(status()).toBe('on');
		talk.hold(false);
		expect(status()).toBe('muted');
	});

	it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('leaves shortcuts to others: %o', (modifier) => {
		const { status } = setUp(HOLD);
		expect(key('keydown', 'KeyV', modifier).defaultPrevented).toBe(false);
		expect(status()).toBe('muted');
	});

	it.each(['textarea', 'input', 'select'])('hears nothing of what is typed into a %s', (name) => {
		const { status } = setUp({ ...HOLD, muteKey: 'KeyM' });
		const field = document.createElement(name);
		document.body.append(field);
		onTestFinished(() => field.remove());
		expect(key('keydown', 'KeyV', {}, field).defaultPrevented).toBe(false);
		key('keydown', 'KeyM', {}, field);
		expect(status()).toBe('muted');
	});

	it('leaves the space bar to the button that has the focus', () => {
		const { status } = setUp({ hold: true, holdKey: 'Space' });
		const button = document.createElement('button');
		document.body.append(button);
		onTestFinished(() => button.remove());
		key('keydown', 'Space', {}, button);
		expect(status()).toBe('muted');
		key('keydown', 'Space');
		expect(status()).toBe('on');
	});

	it('lets go when the window loses the focus, or the tab is left', () => {
		const { status, page } = setUp(HOLD);
		key('keydown', 'KeyV');
		window.dispatchEvent(new Event('blur'));
		expect(status()).toBe('muted');
		key('keydown', 'KeyV');
		expect(status()).toBe('on');
		page.visibilityState = 'hidden';
		page.dispatchEvent(new Event('visibilitychange'));
		expect(status()).toBe('muted');
	});

	it('closes a microphone that comes late', () => {
		const { status, setMicrophone } = setUp(HOLD);
		setMicrophone({ status: 'asking' });
		key('keydown', 'KeyV');
		key('keyup', 'KeyV');
		setMicrophone({ status: 'on', track });
		expect(status()).toBe('muted');
	});

	it('is remembered, and ends muted', () => {
		const { talk, status } = setUp();
		talk.change(HOLD);
		expect(status()).toBe('muted');
		expect(store.load()).toEqual({ ...HOLD, muteKey: null });
		talk.change({ hold: false });
		expect(status()).toBe('muted');
	});

	it('hears no key when the call is over', () => {
		const { over, status } = setUp(HOLD);
		over.abort();
		key('keydown', 'KeyV');
		expect(status()).toBe('muted');
	});
});

describe('the key that mutes', () => {
	it('mutes and unmutes when it was chosen', () => {
		const { status } = setUp({ muteKey: 'KeyM' });
		key('keydown', 'KeyM');
		expect(status()).toBe('muted');
		key('keydown', 'KeyM', { repeat: true });
		expect(status()).toBe('muted');
		key('keydown', 'KeyM');
		expect(status()).toBe('on');
	});
});

describe('a key', () => {
	it.each(['Tab', 'Escape', 'Enter', 'ShiftLeft', 'ArrowUp', ''])('cannot be %s', (code) => {
		expect(canBeChosen(code)).toBe(false);
	});

	it.each(['KeyV', 'Space', 'F8', 'Backquote'])('can be %s', (code) => {
		expect(canBeChosen(code)).toBe(true);
	});

	it('that is stored and is none is forgotten', () => {
		localStorage.setItem('greenroom.push-to-talk', '{"hold":1,"holdKey":"Tab","muteKey":7}');
		expect(store.load()).toEqual(BY_DEFAULT);
		localStorage.setItem('greenroom.push-to-talk', 'null');
		expect(store.load()).toEqual(BY_DEFAULT);
	});
});
