namespace Upscale.Runtime;

/// <summary>Finds the largest of many values.</summary>
internal static class LargestValues
{
    /// <summary>Their places, the largest value first and the first of equals before the others; time n log k.</summary>
    public static int[] Find<T>(ReadOnlyMemory<T> values, int count)
        where T : IComparable<T>
    {
        count = Math.Min(count, values.Length);
        if (count == 0)
        {
            return [];
        }

        Comparer<int> byValue = Comparer<int>.Create((a, b) =>
            values.Span[a].CompareTo(values.Span[b]) is int order and not 0 ? order : b.CompareTo(a));
        var largest = new PriorityQueue<int, int>(count + 1, byValue);
        for (int i = 0; i < values.Length; i++)
        {
            if (largest.Count < count)
            {
                largest.Enqueue(i, i);
            }
            else if (values.Span[i].CompareTo(values.Span[largest.Peek()]) > 0)
            {
                largest.EnqueueDequeue(i, i);
            }
        }

        int[] places = new int[count];
        for (int i = count - 1; i >= 0; i--)
        {
            places[i] = largest.Dequeue();
        }

        return places;
    }
}
