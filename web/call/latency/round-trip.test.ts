import { describe, expect, it } from 'vitest';
import { roundTripOf } from './round-trip.ts';

const other = { id: 'P1', type: 'candidate-pair', currentRoundTripTime: 0.9 };

describe('the round trip', () => {
	it('is that of the pair in use, in milliseconds', () => {
		const pair = { id: 'P2', type: 'candidate-pair', currentRoundTripTime: 0.0234 };
		const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' };
		expect(roundTripOf([other, transport, pair])).toBe(23);
	});

	it('is unknown before it was measured', () => {
		const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' };
		expect(roundTripOf([other, transport, { id: 'P2', type: 'candidate-pair' }])).toBeNull();
		expect(roundTripOf([other])).toBeNull();
	});
});
