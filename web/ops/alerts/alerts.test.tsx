import { cleanup, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, expect, it, vi } from 'vitest';
import type { Alert } from '../../../functions/protocol/operator.ts';
import { roomName } from '../testing.ts';
import { Alerts } from './alerts.tsx';

afterEach(cleanup);

const noWorker: Alert = { alert: 'no_worker', value: 0, limit: 1 };
const orphans = (value: number): Alert => ({ alert: 'orphans', value, limit: 0 });

function show() {
	const [alerts, setAlerts] = createSignal<readonly Alert[] | null>(null);
	const onRoom = vi.fn();
	render(() => <Alerts alerts={alerts()} onRoom={onRoom} />);
	const spoken = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent);
	const items = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);
	return { setAlerts, onRoom, spoken, items };
}

it('what has long been so is shown, and only what is new is called out', () => {
	const { setAlerts, spoken, items } = show();
	expect(items()).toEqual([]);
	setAlerts([noWorker]);
	expect(items()).toEqual(['No worker takes calls: whoever calls now waits for nobody.']);
	expect(spoken()).toEqual([]);
	setAlerts([noWorker, orphans(1)]);
	expect(spoken()).toEqual(['1 room was left behind. Collecting takes them away.']);
});

it('a number that changes is the same trouble; one that went and came back is called out again', () => {
	const { setAlerts, spoken } = show();
	setAlerts([]);
	setAlerts([orphans(1)]);
	const [first] = screen.getAllByRole('alert');
	setAlerts([orphans(2)]);
	expect(screen.getByRole('alert')).toBe(first);
	expect(spoken()).toEqual(['2 rooms were left behind. Collecting takes them away.']);
	setAlerts([]);
	expect(spoken()).toEqual([]);
	setAlerts([orphans(3)]);
	expect(screen.getByRole('alert')).not.toBe(first);
});

it('leads to the room whose agent is old', () => {
	const { setAlerts, onRoom } = show();
	setAlerts([{ alert: 'agent_old', value: 5.5, limit: 4, room: roomName(1) }]);
	expect(screen.getByRole('listitem').textContent).toContain('5 h 30 min');
	screen.getByRole('button', { name: 'Show the room' }).click();
	expect(onRoom).toHaveBeenCalledExactlyOnceWith(roomName(1));
});
