import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LineCheck, Link } from '../../call/check/check-line.ts';
import { quietSound } from '../../call/devices/testing.ts';
import type { MicrophoneState } from '../../call/microphone/create-microphone.ts';
import { SoundCheck, type SoundCheckProps } from './sound-check.tsx';

afterEach(cleanup);

function show(props: Partial<SoundCheckProps> = {}) {
	const done = { allow: vi.fn(), play: vi.fn(), checkLine: vi.fn(), close: vi.fn() };
	const [microphone, setMicrophone] = createSignal<MicrophoneState>({ status: 'off' });
	const [line, setLine] = createSignal<LineCheck | null>(null);
	render(() => (
		<SoundCheck {...done} sound={quietSound} userAgent="Firefox" microphone={microphone()} line={line()} {...props} />
	));
	return { ...done, setMicrophone, setLine };
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
// No test here looks into a track.
const track = {} as MediaStreamTrack;

describe('the sound check', () => {
	it('asks for nothing before a button is pressed', () => {
		const { allow, play, checkLine, close } = show();
		expect([allow, play, checkLine, close].map((asked) => asked.mock.calls.length)).toEqual([0, 0, 0, 0]);
		for (const name of ['Try the microphone', 'Play a sound', 'Check the connection', 'Done']) press(name);
		expect([allow, play, checkLine, close].map((asked) => asked.mock.calls.length)).toEqual([1, 1, 1, 1]);
	});

	it('asks no more for a microphone that it hears', () => {
		const { setMicrophone } = show();
		setMicrophone({ status: 'on', track });
		expect(screen.queryByRole('button', { name: 'Try the microphone' })).toBeNull();
	});

	it('says why there is no microphone, and how a blocked one is allowed in this browser', () => {
		const { setMicrophone } = show();
		setMicrophone({ status: 'refused', why: 'missing' });
		expect(document.body.textContent).toMatch(/no microphone was found/i);
		expect(document.body.textContent).not.toMatch(/Firefox/);
		setMicrophone({ status: 'refused', why: 'denied' });
		expect(document.body.textContent).toMatch(/blocked.*Firefox/);
	});

	it('says when it hears nothing', () => {
		show({ sound: { ...quietSound, hint: () => 'nothing' }, microphone: { status: 'on', track } });
		expect(document.body.textContent).toMatch(/hear nothing/);
	});
});

describe('the check of the line', () => {
	const said = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

	it('says link by link what works', () => {
		const { setLine } = show();
		expect(screen.queryAllByRole('listitem')).toEqual([]);
		setLine({ outcome: 'trying', at: 'server' });
		expect(said()).toEqual([
			'The service answers: yes',
			'The call server answers: trying',
			'Sound gets through: not tried',
		]);
		setLine({ outcome: 'works' });
		expect(said().every((text) => text?.endsWith('yes'))).toBe(true);
	});

	it('says of each link that fails what to do', () => {
		const { setLine } = show();
		const remedies = (['service', 'server', 'media'] satisfies Link[]).map((at) => {
			setLine({ outcome: 'fails', at });
			const failed = said().filter((text) => text?.includes(': no') && !text.includes('not tried'));
			expect(failed).toHaveLength(1);
			return failed[0];
		});
		expect(new Set(remedies).size).toBe(3);
	});

	it('is not begun twice', () => {
		const { setLine, checkLine } = show();
		setLine({ outcome: 'trying', at: 'media' });
		press('Check the connection');
		expect(checkLine).not.toHaveBeenCalled();
	});
});
