import { expect, test } from 'vitest';
import { formatAgentName } from '../functions/protocol/names.ts';
import { AGENT, APP, alarmName, logMetrics, POOL, stackName, stageName } from './names.ts';

const LONGEST = 'a23456789012345678901234567b';

test('names keep within what AWS takes, for the longest stage', () => {
	expect(LONGEST).toHaveLength(28);
	expect(stackName(LONGEST, 'Worker').length).toBeLessThanOrEqual(128);
	expect(stageName(LONGEST).length).toBeLessThanOrEqual(100);
	expect(alarmName(LONGEST, 'x'.repeat(40)).length).toBeLessThanOrEqual(255);
	expect(logMetrics(LONGEST).length).toBeLessThanOrEqual(255);
});

test('a stack is named after its stage, as SST wants it', () => {
	expect(stackName('pr-7', 'Site')).toBe('pr-7-greenroom-Site');
});

test('no two stages share a name', () => {
	expect(stageName('pr-1')).not.toBe(stageName('pr-12'));
});

test('workers register under the agent of their stage, in the pool of their metrics', () => {
	expect(formatAgentName(AGENT, 'staging')).toBe('greenroom-staging');
	expect([APP, POOL]).toEqual(['greenroom', 'agents']);
});
