import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createProgress } from './progress.mjs';

beforeEach(() => {
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
});

function screen(live: boolean, columns = 80) {
	let written = '';
	const out = { write: (text: string) => (written += text), columns };
	const progress = createProgress(out, { live });
	const shown = () => {
		const text = written;
		written = '';
		return text;
	};
	return { ...progress, shown };
}

test('what takes less than a second is not worth a word', () => {
	for (const live of [true, false]) {
		const { step, shown } = screen(live);
		const building = step('Building');
		vi.advanceTimersByTime(900);
		building.end();
		vi.advanceTimersByTime(60_000);
		expect(shown()).toBe('');
	}
});

test('plain lines come after a second and then every ten', () => {
	const { step, shown } = screen(false);
	const building = step('Building');
	vi.advanceTimersByTime(1000);
	expect(shown()).toBe('Building, 1 s\n');
	building.update('half of it');
	vi.advanceTimersByTime(9900);
	expect(shown()).toBe('');
	vi.advanceTimersByTime(10_000);
	expect(shown()).toMatch(/^Building, 1\d s: half of it\n$/);
	building.done('Built');
	expect(shown()).toBe('Built in 20.9 s\n');
});

test('on a terminal one line is drawn again and again, and it is gone in the end', () => {
	const { step, shown } = screen(true);
	const building = step('Building');
	vi.advanceTimersByTime(1000);
	expect(shown()).toBe('Building, 1 s');
	vi.advanceTimersByTime(1000);
	expect(shown().endsWith('\r\x1b[2KBuilding, 2 s')).toBe(true);
	building.end();
	expect(shown()).toBe('\r\x1b[2K');
	vi.advanceTimersByTime(10_000);
	expect(shown()).toBe('');
});

test('a line that stays does not mix with the one that is drawn', () => {
	const { step, say, shown } = screen(true);
	step('Building');
	vi.advanceTimersByTime(1000);
	shown();
	say('Port 3000 is taken.');
	expect(shown()).toBe('\r\x1b[2KPort 3000 is taken.\n');
});

test('steps that run side by side share the line, which is never wider than the terminal', () => {
	const { step, shown } = screen(true, 30);
	step('Building the page');
	step('Building livekit-server');
	vi.advanceTimersByTime(1000);
	expect(shown()).toBe('Building the page, 1 s | Buil');
});

test('a terminal that does not know its width gets the whole line', () => {
	const { step, shown } = screen(true, 0);
	step('Building the page');
	vi.advanceTimersByTime(1000);
	expect(shown()).toBe('Building the page, 1 s');
});

test('a quick step that says what it did does not say how long it took', () => {
	const { step, shown } = screen(false);
	step('Installing').done('Installed');
	expect(shown()).toBe('Installed\n');
});
