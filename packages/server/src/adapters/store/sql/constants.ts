// Constants of a query stand in its text; only what changes between two runs is a parameter. SQLite plans a statement
// again at every run when it looked at a parameter while planning (a limit, a condition of a partial index), and PostgreSQL plans better for what it knows.
// For queries that are written once in the code: never for values that come from outside.
import { OperationNodeTransformer } from 'kysely';
import type { KyselyPlugin, PrimitiveValueListNode, ValueListNode, ValueNode } from 'kysely';

const isConstant = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

class InText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return isConstant(node.value) ? { kind: 'ValueNode', value: node.value, immediate: true } : super.transformValue(node);
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    if (!node.values.every(isConstant)) return super.transformPrimitiveValueList(node);
    const values = node.values.map((value): ValueNode => ({ kind: 'ValueNode', value, immediate: true }));
    const list: ValueListNode = { kind: 'ValueListNode', values };
    return list as unknown as PrimitiveValueListNode; // written the same way: a list in parentheses
  }
}

const inText = new InText();

export const constantsInText: KyselyPlugin = {
  transformQuery: ({ node }) => inText.transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
};
