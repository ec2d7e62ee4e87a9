using Upscale.Pruning.Inspection;

namespace Upscale.Cli.Output;

/// <summary>What a model's channels are made, read and held by, for a person.</summary>
internal sealed class InspectionTables(Terminal terminal)
{
    public void Write(ModelInspection inspection)
    {
        WriteFigures(inspection);
        WriteSegments(inspection);
        WriteConsumers(inspection);
        WritePins(inspection);
    }

    private void WriteFigures(ModelInspection inspection)
    {
        var table = new TextTable(("", Side.Left), ("", Side.Right));
        table.Add("parameters", Terminal.Number(inspection.Figures.Parameters));
        table.Add("parameter bytes", Terminal.Number(inspection.Figures.ParameterBytes));
        table.Add("multiply-adds", Terminal.Number(inspection.Figures.Macs));
        table.Add("prunable multiply-adds", Terminal.Number(inspection.PrunableMacs));
        table.Add("prunable share", Terminal.Percent(inspection.PrunableMacs, inspection.Figures.Macs));
        table.Add("nodes", Terminal.Number(inspection.Figures.Nodes));
        terminal.Write(table);
    }

    private void WriteSegments(ModelInspection inspection)
    {
        var table = new TextTable(
            ("segment", Side.Right), ("channels", Side.Right), ("pinned", Side.Right), ("producers", Side.Left), ("consumers", Side.Left));
        foreach (var segment in inspection.Segments)
        {
            table.Add(
                Terminal.Number(segment.Number),
                Terminal.Number(segment.Channels),
                Terminal.Number(segment.PinnedChannels),
                string.Join(", ", segment.Producers),
                string.Join(", ", segment.Consumers));
        }

        Write(table);
    }

    private void WriteConsumers(ModelInspection inspection)
    {
        var table = new TextTable(
            ("consumer", Side.Left), ("segment", Side.Right), ("channels", Side.Right), ("pinned", Side.Right), ("multiply-adds", Side.Right));
        foreach (var consumer in inspection.Consumers)
        {
            table.Add(
                consumer.Node,
                Terminal.Number(consumer.Segment),
                Terminal.Number(consumer.Channels),
                Terminal.Number(consumer.PinnedChannels),
                Terminal.Number(consumer.Macs));
        }

        Write(table);
    }

    private void WritePins(ModelInspection inspection)
    {
        var table = new TextTable(("pinned value", Side.Left), ("channels", Side.Right), ("by", Side.Left), ("reason", Side.Left));
        foreach (var pin in inspection.Pins)
        {
            table.Add(pin.Value, Terminal.Number(pin.Channels), pin.Node ?? "", pin.Reason);
        }

        Write(table);
    }

    private void Write(TextTable table)
    {
        terminal.WriteLine();
        terminal.Write(table);
    }
}
