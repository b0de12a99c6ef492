import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TalkSettings } from '../../call/push-to-talk/settings.ts';
import { makePushToTalk } from '../../call/push-to-talk/testing.ts';
import { HoldToTalk } from './hold-to-talk.tsx';
import { keyName } from './key-words.ts';
import { Keys } from './keys.tsx';

afterEach(cleanup);

function makeTalk(initial: Partial<TalkSettings> = {}) {
	const talk = makePushToTalk(initial);
	return { ...talk, change: vi.fn(talk.change) };
}

describe('the button to hold', () => {
	function show() {
		const talk = makeTalk({ hold: true, holdKey: 'KeyV' });
		render(() => <HoldToTalk talk={talk} />);
		const button = screen.getByRole('button');
		button.setPointerCapture = vi.fn();
		return { talk, button };
	}

	it('says what it does, and by which key', () => {
		const { button } = show();
		expect(button.textContent).toBe('Hold to talkV');
		fireEvent.pointerDown(button, { button: 0 });
		expect([button.getAttribute('aria-pressed'), button.textContent]).toEqual(['true', 'Speak nowV']);
		expect(button.setPointerCapture).toHaveBeenCalledTimes(1);
	});

	it.each(['pointerUp', 'pointerCancel', 'blur'] as const)('lets go: %s', (how) => {
		const { talk, button } = show();
		fireEvent.pointerDown(button, { button: 0 });
		fireEvent[how](button);
		expect(talk.held()).toBe(false);
	});

	it('can be held by the keyboard', () => {
		const { talk, button } = show();
		fireEvent.keyDown(button, { code: 'Space' });
		expect(talk.held()).toBe(true);
		fireEvent.keyUp(button, { code: 'Space' });
		expect(talk.held()).toBe(false);
	});

	it('is not held any more when it is gone', () => {
		const { talk, button } = show();
		fireEvent.pointerDown(button, { button: 0 });
		cleanup();
		expect(talk.held()).toBe(false);
	});

	it('is no matter of the right button', () => {
		const { talk, button } = show();
		fireEvent.pointerDown(button, { button: 2 });
		expect(talk.held()).toBe(false);
	});
});

describe('the choice of keys', () => {
	function show(initial?: Partial<TalkSettings>) {
		const talk = makeTalk(initial);
		render(() => <Keys talk={talk} />);
		fireEvent.click(screen.getByRole('button', { name: 'Push to talk' }));
		return talk;
	}

	it('begins with nothing', () => {
		show();
		expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false);
		expect(screen.getAllByText('None')).toHaveLength(2);
	});

	it('turns it on', () => {
		const { change } = show();
		fireEvent.click(screen.getByRole('checkbox'));
		expect(change).toHaveBeenCalledExactlyOnceWith({ hold: true });
	});

	it('takes the key that is pressed, and none that the page needs', () => {
		const { change } = show();
		const field = screen.getByRole('button', { name: 'Key to hold: none' });
		fireEvent.keyDown(field, { code: 'KeyX' });
		fireEvent.click(field);
		expect(field.textContent).toBe('Press a key');
		fireEvent.keyDown(field, { code: 'Tab' });
		expect(change).not.toHaveBeenCalled();
		fireEvent.keyDown(field, { code: 'KeyV' });
		expect(change).toHaveBeenCalledExactlyOnceWith({ holdKey: 'KeyV' });
		expect(field.textContent).toBe('V');
	});

	it('takes a key away', () => {
		const { change } = show({ muteKey: 'KeyM' });
		fireEvent.click(screen.getByRole('button', { name: 'Key to mute: remove' }));
		expect(change).toHaveBeenCalledExactlyOnceWith({ muteKey: null });
	});
});

describe('the name of a key', () => {
	it.each([
		['KeyV', 'V'],
		['Digit1', '1'],
		['Space', 'Space'],
		['NumpadAdd', 'Numpad Add'],
		['F8', 'F8'],
	])('%s is %s', (code, name) => {
		expect(keyName(code)).toBe(name);
	});
});
