import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sound } from '../../call/devices/create-sound.ts';
import { quietSound } from '../../call/devices/testing.ts';
import type { MicrophoneState } from '../../call/microphone/create-microphone.ts';
import { DeviceChoice } from './device-choice.tsx';
import { SoundNotices } from './sound-notices.tsx';
import { SoundPanel } from './sound-panel.tsx';
import { allowWords, levelWords } from './sound-words.ts';

/** happy-dom has no speakers. */
beforeEach(() =>
	Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', { value: vi.fn(), configurable: true }),
);
afterEach(() => {
	Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
	cleanup();
});

const there: Sound = {
	...quietSound,
	devices: () => ({
		microphones: [
			{ id: 'm1', label: 'Built in' },
			{ id: 'm2', label: 'Headset' },
		],
		speakers: [{ id: 's1', label: 'Loud' }],
	}),
	choice: () => ({ microphone: 'm2', speaker: '', volume: 0.5 }),
};
const select = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });

describe('the choice of devices', () => {
	it('shows what was chosen, and says what is chosen now', () => {
		const choose = vi.fn();
		render(() => <DeviceChoice sound={{ ...there, choose }} />);
		expect(select('Microphone').selectedOptions[0]?.textContent).toBe('Headset');
		expect(select('Speaker').value).toBe('');
		fireEvent.change(select('Microphone'), { target: { value: 'm1' } });
		fireEvent.change(select('Speaker'), { target: { value: 's1' } });
		expect(choose.mock.calls).toEqual([[{ microphone: 'm1' }], [{ speaker: 's1' }]]);
	});

	it('shows a chosen device that is not there now', () => {
		render(() => <DeviceChoice sound={{ ...there, choice: () => ({ microphone: 'gone', speaker: '', volume: 1 }) }} />);
		expect(select('Microphone').selectedOptions[0]?.textContent).toBe('Not connected now');
	});

	it('shows no speakers where the browser lets nobody choose one', () => {
		Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
		render(() => <DeviceChoice sound={there} />);
		expect(screen.queryByRole('combobox', { name: 'Speaker' })).toBeNull();
	});

	it('changes the volume', () => {
		const choose = vi.fn();
		render(() => <DeviceChoice sound={{ ...there, choose }} />);
		const volume = screen.getByRole<HTMLInputElement>('slider', { name: 'Volume' });
		expect(volume.value).toBe('50');
		fireEvent.input(volume, { target: { value: '25' } });
		expect(choose).toHaveBeenCalledExactlyOnceWith({ volume: 0.25 });
	});

	it('says how loud the microphone is, in words too', () => {
		const [level, setLevel] = createSignal<number | null>(null);
		render(() => <DeviceChoice sound={{ ...there, level }} />);
		const meter = () => screen.getByRole('meter', { name: 'Level' });
		expect(meter().getAttribute('aria-valuetext')).toBe('Not in use');
		setLevel(0.6);
		expect(meter().getAttribute('aria-valuetext')).toBe('Good');
		expect(new Set([null, 0, 0.1, 0.5].map(levelWords)).size).toBe(4);
	});
});

describe('the sound panel', () => {
	it('is opened and closed by buttons, which the browser does by itself', () => {
		render(() => <SoundPanel sound={there} />);
		const panel = screen.getByRole('dialog', { name: 'Sound', hidden: true });
		expect(panel.hasAttribute('popover')).toBe(true);
		for (const name of ['Sound', 'Done'])
			expect(screen.getByRole('button', { name, hidden: true }).getAttribute('popovertarget')).toBe(panel.id);
	});
});

describe('what is said of the microphone', () => {
	const show = (sound: Partial<Sound>, microphone: MicrophoneState = { status: 'off' }) => {
		const unmute = vi.fn();
		render(() => (
			<SoundNotices sound={{ ...quietSound, ...sound }} microphone={microphone} unmute={unmute} userAgent="Firefox" />
		));
		return { unmute, said: () => document.querySelector('[aria-live=polite]')?.textContent };
	};

	it('is announced politely, in a place that is there before', () => {
		const [hint, setHint] = createSignal<ReturnType<Sound['hint']>>(null);
		const { said } = show({ hint });
		expect(said()).toBe('');
		setHint('muted');
		expect(said()).toMatch(/you are muted/i);
	});

	it('has a way on: unmute, or another microphone', () => {
		const { unmute } = show({ hint: () => 'muted' });
		fireEvent.click(screen.getByRole('button', { name: 'Unmute' }));
		expect(unmute).toHaveBeenCalledTimes(1);
		cleanup();
		const { said } = show({ hint: () => 'nothing' });
		expect(said()).toMatch(/hear nothing .* type/);
		expect(screen.getByRole('button', { name: 'Choose another one' }).hasAttribute('popovertarget')).toBe(true);
	});

	it('names the microphone that is used instead', () => {
		expect(show({ instead: () => 'Built in' }).said()).toMatch(/not connected.*Built in/);
	});

	it('says how a blocked microphone is allowed, and nothing of that for other problems', () => {
		expect(show({}, { status: 'refused', why: 'denied' }).said()).toMatch(/Firefox/);
		cleanup();
		expect(show({}, { status: 'refused', why: 'missing' }).said()).toBe('');
	});
});

describe('how a blocked microphone is allowed', () => {
	const agents = {
		chrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
		chromeOnIphone:
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Safari/604.1',
		firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
		safari: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
		safariOnIphone:
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
	};

	it('is another thing in each browser', () => {
		expect(allowWords(agents.firefox)).toMatch(/^In Firefox/);
		expect(allowWords(agents.safari)).toMatch(/Safari menu/);
		expect(allowWords(agents.safariOnIphone)).toMatch(/Website Settings/);
		for (const chromium of [agents.chrome, agents.chromeOnIphone])
			expect(allowWords(chromium)).toMatch(/left of the address/);
	});
});
