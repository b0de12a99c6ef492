import { expect, test } from 'vitest';
import { callsTable, previewTable } from './cost-table.ts';

test('calls at once, with a row for each', () => {
	const rows = callsTable().split('\n');
	expect(rows[0]).toBe('| Calls at once | Workers | A month | A minute of a call |');
	expect(rows.slice(2).map((row) => row.split(' | ')[0])).toEqual(['| 0', '| 10', '| 100', '| 500']);
	expect(rows[2]).toMatch(/^\| 0 \| 2 \| \$\d+ \| - \|$/);
	expect(rows[5]).toMatch(/^\| 500 \| \d+ \| \$[\d,]+ \| \$0\.000\d\d \|$/);
});

test('a preview, line by line, and together', () => {
	const rows = previewTable().split('\n').slice(2);
	const values = rows.map((row) => Number(/\$([\d.]+) \|$/.exec(row)?.[1]));
	const together = values.at(-1) ?? Number.NaN;
	expect(rows.at(-1)).toMatch(/^\| Together /);
	expect(together).toBeLessThan(1);
	expect(values.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBeCloseTo(together, 2);
});
