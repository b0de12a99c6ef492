import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AT, roomName, roomView, stored } from '../testing.ts';
import type { HeldRoom } from './book.ts';
import { RoomList } from './room-list.tsx';

afterEach(cleanup);

const held = (n: number, over: Partial<HeldRoom['view']> = {}): HeldRoom => ({
	view: roomView(n, over),
	at: AT,
	looked: null,
});
const many = (count: number) => Array.from({ length: count }, (_, n) => held(n));

function show(rooms: readonly HeldRoom[]) {
	const [list, setList] = createSignal(rooms);
	const [now, setNow] = createSignal(AT);
	const [onOpen, onSeen] = [vi.fn(), vi.fn<(names: readonly string[]) => void>()];
	const measure = (_: HTMLElement, tell: (size: { height: number; rowHeight: number }) => void) => {
		tell({ height: 500, rowHeight: 50 });
		return () => {};
	};
	render(() => <RoomList rooms={list()} now={now()} open={null} onOpen={onOpen} onSeen={onSeen} measure={measure} />);
	const grid = screen.getByRole('grid', { name: 'Rooms' });
	const rows = () => screen.getAllByRole('row').slice(1);
	const current = () => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
	const press = (...keys: readonly string[]) => {
		for (const key of keys) fireEvent.keyDown(grid, { key });
	};
	return { grid, rows, current, press, onOpen, onSeen, setList, setNow };
}

describe('a list of 5 000 rooms', () => {
	it('has the rows that are seen and a few more, and says how many there are', () => {
		const { grid, rows, onSeen } = show(many(5_000));
		expect(grid.getAttribute('aria-rowcount')).toBe('5001');
		expect(rows()).toHaveLength(16);
		expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('2');
		expect(onSeen.mock.lastCall?.[0]).toEqual(Array.from({ length: 10 }, (_, n) => roomName(n)));
	});

	it('is at its end after one key, and its last room is the current one', () => {
		const { press, current, rows, onSeen } = show(many(5_000));
		press('End');
		expect(current()?.textContent).toContain('v_visitor_14999');
		expect(current()?.getAttribute('aria-rowindex')).toBe('5001');
		expect(rows().length).toBeLessThan(30);
		expect(onSeen.mock.lastCall?.[0].at(-1)).toBe(roomName(4_999));
	});

	it('goes with the wheel, and has no current room where none is drawn', () => {
		const { grid, press, rows, current } = show(many(5_000));
		press('ArrowDown');
		expect(current()).not.toBeNull();
		grid.scrollTop = 100_000;
		fireEvent.scroll(grid);
		expect(rows()[0]?.getAttribute('aria-rowindex')).toBe(String(2_000 - 6 + 2));
		expect(current()).toBeNull();
	});
});

describe('the keys of the list', () => {
	it('the first room is current when the list has the focus, and Enter looks into the current one', () => {
		const { grid, press, current, onOpen } = show(many(20));
		fireEvent.focus(grid);
		expect(current()?.getAttribute('aria-rowindex')).toBe('2');
		press('ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter');
		expect(onOpen).toHaveBeenCalledExactlyOnceWith(roomName(1));
		press(' ');
		expect(onOpen).toHaveBeenCalledTimes(2);
	});

	it('the same room stays current when others come and go', () => {
		const { press, current, setList } = show(many(20));
		press('ArrowDown', 'ArrowDown');
		setList(many(20).slice(1));
		expect(current()?.textContent).toContain('v_visitor_10001');
		setList(many(20).slice(5));
		expect(current()).toBeNull();
	});

	it('Enter does nothing where no room is current', () => {
		const { press, onOpen } = show([]);
		press('Enter', 'End');
		expect(onOpen).not.toHaveBeenCalled();
	});
});

describe('a row', () => {
	it('is looked into by a click', () => {
		const { rows, onOpen } = show(many(3));
		fireEvent.click(rows()[2] ?? document.body);
		expect(onOpen).toHaveBeenCalledExactlyOnceWith(roomName(2));
	});

	it('counts down without being made anew, and is marked as an orphan', () => {
		const grace = stored({ phase: 'grace_period', graceEnds: AT + 42_000 });
		const { rows, setNow } = show([held(1, { stored: grace, orphan: 'deserted' })]);
		const [row] = rows();
		expect(row?.textContent).toContain('Closes in 42 s');
		expect(row?.textContent).toContain('Deserted');
		setNow(AT + 2_000);
		expect(row?.textContent).toContain('Closes in 40 s');
		expect(rows()[0]).toBe(row);
	});
});
