import { expect, test } from 'vitest';
import { apply, changesOf } from './patch.ts';

const patch = `A mistake, in words.

diff --git a/src/one.ts b/src/one.ts
index 4b4f223..87d1b2a 100644
--- a/src/one.ts
+++ b/src/one.ts
@@ -10,3 +10,4 @@ export function one() {
 	const a = 1;
-	const b = 2;
+	const b = 3;
+	const c = 4;
 	return a;
@@ -20,2 +21 @@
-	const d = 5;
 }
diff --git a/src/two.ts b/src/two.ts
--- a/src/two.ts
+++ b/src/two.ts
@@ -1,2 +1,2 @@
-one();
+two();
 
`;

test('a patch says what is to be where in which file', () => {
	expect(changesOf(patch)).toEqual([
		{
			file: 'src/one.ts',
			before: '\tconst a = 1;\n\tconst b = 2;\n\treturn a;\n',
			after: '\tconst a = 1;\n\tconst b = 3;\n\tconst c = 4;\n\treturn a;\n',
		},
		{ file: 'src/one.ts', before: '\tconst d = 5;\n}\n', after: '}\n' },
		{ file: 'src/two.ts', before: 'one();\n\n', after: 'two();\n\n' },
	]);
});

test('a change is made where its lines are, on whichever line', () => {
	const change = { file: 'x', before: 'b\nc\n', after: 'b\n' };
	expect(apply('b\nc\n', change)).toBe('b\n');
	expect(apply('a\nb\nc\nd\n', change)).toBe('a\nb\nd\n');
});

test.each(['', 'b\n', 'ab\nc\n', 'b\nc\nb\nc\n', 'b\nc'])(
	'it is not made where they are not, or not once: %j',
	(text) => {
		expect(apply(text, { file: 'x', before: 'b\nc\n', after: 'b\n' })).toBeNull();
	},
);

test('what changes nothing is not a patch', () => {
	expect(() => changesOf('Nothing yet.\n')).toThrow('not a patch');
});
