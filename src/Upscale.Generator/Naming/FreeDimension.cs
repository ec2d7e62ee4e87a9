namespace Upscale.Generator.Naming;

/// <summary>A size that the caller gives at run time.</summary>
/// <param name="Parameter">The parameter for it, without @.</param>
/// <param name="Description">What it is the size of, for the documentation.</param>
/// <param name="IsBatch">Whether it is the model's only free dimension and comes first: 1 unless the caller says otherwise.</param>
internal sealed record FreeDimension(string Parameter, string Description, bool IsBatch);
