import { describe, expect, it } from 'vitest';
import { type CallEvent, type CallPhase, isInCall, phaseAfter } from './state.ts';

const through = (...events: readonly CallEvent[]): CallPhase => events.reduce<CallPhase>(phaseAfter, 'idle');

describe('the phase of a call', () => {
	it('goes from Start over the connection to the end', () => {
		expect(through('start')).toBe('starting');
		expect(through('start', 'connect')).toBe('connected');
		expect(through('start', 'connect', 'end')).toBe('ended');
	});

	it('survives a lost connection', () => {
		expect(through('start', 'connect', 'drop')).toBe('reconnecting');
		expect(through('start', 'connect', 'drop', 'connect')).toBe('connected');
	});

	it('is that of a call which goes on when the page is loaded again', () => {
		expect(through('resume')).toBe('reconnecting');
		expect(through('resume', 'connect')).toBe('connected');
	});

	it('takes a second click on Start for nothing', () => {
		expect(through('start', 'start')).toBe('starting');
		expect(through('start', 'connect', 'start')).toBe('connected');
	});

	it('stays ended, whatever comes late out of the room', () => {
		for (const late of ['connect', 'drop', 'move', 'fail', 'end'] as const)
			expect(through('start', 'end', late)).toBe('ended');
		expect(through('start', 'end', 'start')).toBe('starting');
	});

	it('never becomes a call that nobody started', () => {
		for (const event of ['connect', 'drop', 'fail', 'end', 'clear'] as const) expect(through(event)).toBe('idle');
	});

	it('can begin again after it failed or moved', () => {
		expect(through('start', 'fail', 'start')).toBe('starting');
		expect(through('start', 'connect', 'move', 'start')).toBe('starting');
	});

	it('is found in another tab, and offered when it is there no more', () => {
		expect(through('move')).toBe('moved');
		expect(through('move', 'clear')).toBe('idle');
		expect(through('resume', 'move', 'start')).toBe('starting');
	});

	it('is cleared away when it is over, and not before', () => {
		expect(through('start', 'end', 'clear')).toBe('idle');
		expect(through('start', 'fail', 'clear')).toBe('idle');
		expect(through('start', 'clear')).toBe('starting');
		expect(through('start', 'connect', 'clear')).toBe('connected');
	});

	it('goes on when it is lost after it was moved here', () => {
		expect(through('move', 'start', 'drop')).toBe('reconnecting');
	});

	it('does not fail once it was connected: it is tried again', () => {
		expect(through('start', 'connect', 'fail')).toBe('connected');
	});
});

describe('being in a call', () => {
	it('is what can be ended here', () => {
		const phases: readonly CallPhase[] = ['idle', 'starting', 'connected', 'reconnecting', 'moved', 'ended', 'failed'];
		expect(phases.filter(isInCall)).toEqual(['starting', 'connected', 'reconnecting']);
		for (const phase of phases) expect(phaseAfter(phase, 'end') === 'ended').toBe(isInCall(phase) || phase === 'ended');
	});
});
