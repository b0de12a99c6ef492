import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { onStopSignals } from './stop-signals.ts';

function terminal() {
	const source = new EventEmitter();
	const calls: string[] = [];
	let now = 0;
	const then = { stop: () => void calls.push('stop'), kill: () => void calls.push('kill') };
	onStopSignals(then, { source, now: () => now });
	const send = (signal: string, at: number) => {
		now = at;
		source.emit(signal);
		return calls;
	};
	return send;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks to stop', (signal) => {
	expect(terminal()(signal, 0)).toEqual(['stop']);
});

test('the copy of a Ctrl-C that npm passes on is not a second one', () => {
	const send = terminal();
	send('SIGINT', 0);
	expect(send('SIGINT', 20)).toEqual(['stop']);
});

test('a second Ctrl-C kills', () => {
	const send = terminal();
	send('SIGINT', 0);
	expect(send('SIGINT', 1000)).toEqual(['stop', 'kill']);
});
